export interface Token {
  kind: 'word' | 'string' | 'sign';
  text: string;
  /** Offset in the text, in UTF-16 units. */
  at: number;
}

// Comments and space are passed over. A string that is not closed goes to the end: Cedar says what is wrong with it.
const pattern =
  /\/\/[^\n]*|\s+|([A-Za-z_][A-Za-z0-9_]*)|("(?:[^"\\]|\\[\s\S]?)*(?:"|$))|(?:&&|\|\||[=!<>]=|::|[\s\S])/guy;

/** A Cedar text's tokens: enough to tell where a policy ends and how deep it goes, before Cedar parses it. */
export function* tokens(text: string): Generator<Token> {
  for (const { 0: all, 1: word, 2: string, index } of text.matchAll(pattern))
    if (word !== undefined) yield { kind: 'word', text: all, at: index };
    else if (string !== undefined) yield { kind: 'string', text: all, at: index };
    else if (!/^\s|^\/\//.test(all)) yield { kind: 'sign', text: all, at: index };
}

export interface Piece {
  text: string;
  at: number;
}

/** A text that Cedar has parsed, policy by policy, without what is between them. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let start: number | undefined;
  for (const token of tokens(text)) {
    start ??= token.at;
    if (token.kind !== 'sign' || token.text !== ';') continue;
    found.push({ text: text.slice(start, token.at + 1), at: start });
    start = undefined;
  }
  return found;
}
