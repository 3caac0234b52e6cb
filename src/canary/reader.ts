import { type Pair, pairs } from './words.ts';
import { Zones } from './zones.ts';

/** A place in a text where there is a choice. */
export interface Choice {
  pair: Pair;
  /** What stands before: see `contextOf`. */
  context: string;
  /** Which of the two wordings stands there. */
  side: 0 | 1;
}

/** Which wording is to stand there; what is there already is left byte for byte. */
export type Choose = (choice: Choice) => 0 | 1;

/** No word that matters is longer; of a longer one the beginning counts. */
const LONGEST = 24;
/** The most that is held back, in characters: a wording, what follows it, and the word after. */
export const MOST_HELD =
  Math.max(...pairs.flatMap(({ wordings }) => wordings.map(w => w.length))) + LONGEST + 2;

const byFirst = new Map<string, [pair: Pair, side: 0 | 1][]>();
for (const pair of pairs)
  for (const side of [0, 1] as const) {
    const first = pair.wordings[side][0]!;
    byFirst.set(first, [...(byFirst.get(first) ?? []), [pair, side]]);
  }

function isWord(char: string | undefined): boolean {
  if (char === undefined) return false;
  const code = char.charCodeAt(0);
  if (code < 128) return isLetter(code) || (code >= 48 && code <= 57);
  return /[\p{L}\p{N}]/u.test(char);
}
const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;
const isApostrophe = (char: string | undefined): boolean => char === "'" || char === '’';
/** What a wording may follow directly, and what may follow it. */
const OPENS = new Set(['', ' ', '\n', '\t', '(', '*', '_', '—']);
const CLOSES = new Set([' ', '\n', '\r', '.', ',', ';', ':', '!', '?', ')', '*', '—']);
const AFTER_MARK = new Set([' ', '\n', '\r', ')', '*', '"', '”']);
/** Says nothing of where in its sentence a word stands. */
const SILENT = new Set([' ', '\t', '\r', '*', '_', '"', '“', '”', '‘', '’', "'", '`', '•', '·']);
const ENDS = new Set(['.', '!', '?', ':', '…', '\n']);
const LETTER = /^(Dear|Subject|To whom|Sincerely|Regards)\b/;

type Found = { pair: Pair; side: 0 | 1; length: number } | 'wait' | undefined;

/**
 * Reads a text piece by piece and gives it back with the wordings that are chosen. What comes out, put together, is the same however
 * the text was cut: a piece is held back only while more of the text could still make a choice of it (`MOST_HELD`).
 */
export class Reader {
  readonly #choose: Choose;
  readonly #zones = new Zones();
  #held = '';
  #word = '';
  #before = '^';
  #last = '';
  #apostrophe = "'";
  #line = '';
  #isLetter = false;

  constructor(choose: Choose) {
    this.#choose = choose;
  }

  /** How many characters are held back. */
  get held(): number {
    return this.#held.length;
  }

  take(text: string): string {
    return this.#read(text, false);
  }

  end(): string {
    return this.#read('', true);
  }

  #read(text: string, isEnd: boolean): string {
    const all = this.#held + text;
    let said = '';
    let at = 0;
    while (at < all.length) {
      const char = all[at]!;
      const isInner = isApostrophe(char) && this.#word !== '';
      if (isInner && at + 1 === all.length && !isEnd) break;
      if (!this.#word && isLetter(char.charCodeAt(0)) && this.#zones.open && OPENS.has(this.#last)) {
        const found = this.#find(all, at, isEnd);
        if (found === 'wait') break;
        if (found) {
          const { pair, side, length } = found;
          const chosen = this.#choose({ pair, side, context: this.#before });
          const there = all.slice(at, at + length);
          said += chosen === side ? there : this.#worded(pair.wordings[chosen], char);
          if (there.includes('’')) this.#apostrophe = '’';
          for (const one of there) this.#zones.take(one, true);
          this.#before = `#${pair.name}`;
          this.#last = there.at(-1)!;
          at += length;
          continue;
        }
      }
      this.#pass(char, isInner && isWord(all[at + 1]));
      said += char;
      at++;
    }
    this.#held = all.slice(at);
    if (isEnd) this.#held = '';
    return said;
  }

  /** As it is written where it stands. */
  #worded(wording: string, first: string): string {
    const text = wording.replace("'", this.#apostrophe);
    return first === first.toLowerCase() ? text : `${text[0]!.toUpperCase()}${text.slice(1)}`;
  }

  /** A character that is no part of a choice. */
  #pass(char: string, isInner: boolean): void {
    this.#zones.take(char, isInner);
    if (isInner && char === '’') this.#apostrophe = char;
    if (char === '\n') this.#line = '';
    else if (this.#line.length < 12) {
      this.#line += char;
      if (!this.#isLetter) this.#isLetter = LETTER.test(this.#line);
    }
    if (isInner || isWord(char)) {
      if (this.#word.length < LONGEST) this.#word += char;
    } else {
      const number = /^\d+$/.test(this.#word);
      // "1." or "2)" at the head of a line: what follows begins a sentence.
      const isItem = number && this.#before === '^' && (char === '.' || char === ')');
      if (this.#word) this.#before = number ? '0' : this.#word.toLowerCase().replaceAll('’', "'");
      this.#word = '';
      if (ENDS.has(char) || isItem) this.#before = '^';
      else if (!SILENT.has(char) && !(char === '-' && this.#before === '^')) this.#before = char;
    }
    this.#last = char;
  }

  #find(all: string, at: number, isEnd: boolean): Found {
    const first = all[at]!;
    const isCapital = first !== first.toLowerCase();
    const isStart = this.#before === '^';
    if (isCapital && !isStart) return undefined;
    let waits = false;
    const second = all[at + 1];
    for (const [pair, side] of byFirst.get(first.toLowerCase()) ?? []) {
      if (second !== undefined && second !== pair.wordings[side][1]) continue; // most words differ there
      if (pair.place && (pair.place === 'start') !== isStart) continue;
      if (pair.before ? !pair.before.has(this.#before) : pair.notBefore?.has(this.#before)) continue;
      if (pair.speech && this.#isLetter) continue;
      const wording = pair.wordings[side];
      const there = all.slice(at + 1, at + wording.length).replaceAll('’', "'");
      if (!wording.startsWith(there, 1)) continue;
      const fits =
        there.length < wording.length - 1 ? 'wait' : goesOn(pair, all.slice(at + wording.length), isEnd);
      if (fits === true) return { pair, side, length: wording.length };
      if (fits === 'wait' && !isEnd) waits = true;
    }
    return waits ? 'wait' : undefined;
  }
}

/** Whether what follows a wording lets it be a choice; 'wait': more of it has to be seen. */
function goesOn({ comma, after, notAfter }: Pair, rest: string, isEnd: boolean): boolean | 'wait' {
  const [mark = '', second] = rest;
  if (mark === '') return isEnd ? !comma && !after && !notAfter?.has('') : 'wait';
  if (!CLOSES.has(mark) || (comma && mark !== ',')) return false;
  if ('.,;:!?'.includes(mark)) {
    if (second === undefined && !isEnd) return 'wait';
    if (second !== undefined && !AFTER_MARK.has(second)) return false;
  }
  if (mark !== ' ') return !after?.source && !notAfter?.has('');
  const word = /^ ([a-z](?:['’]?[a-z])*|\d)?/i.exec(rest)![1] ?? '';
  const isOver = /\d/.test(word) || word.length > LONGEST || rest.length > word.length + 2;
  if (!isOver && !isEnd) return 'wait';
  const next = word.length > LONGEST ? '' : word;
  // A name, or a title: "Everyone Says".
  if (/^[A-Z]/.test(next) && !/^I\b/.test(next)) return false;
  const said = next.toLowerCase().replaceAll('’', "'");
  return (after?.test(said) ?? true) && !notAfter?.has(said);
}
