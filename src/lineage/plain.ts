import type { Corpus } from './corpus.ts';

const ENOUGH = 200;

/**
 * The second view: answers without their first sentence and without markup (line breaks, list marks, emphasis, headings). Openings and
 * layout are what is changed most easily; what is left must say the same. So many prompts are enough for that: it is a second look.
 */
export function plainly(corpus: Corpus): Corpus {
  const step = Math.max(1, corpus.prompts.length / ENOUGH);
  const chosen = Array.from({ length: Math.min(ENOUGH, corpus.prompts.length) }, (_, k) =>
    Math.floor(k * step),
  );
  const drop = Uint8Array.from(corpus.words.texts, text => (/^(\n+|[#*_`~>|•–—-])$/.test(text) ? 1 : 0));
  const ends = Uint8Array.from(corpus.words.texts, text => (/^[.!?。！？\n]/.test(text) ? 1 : 0));
  const plain = (tokens: Uint32Array): Uint32Array => {
    const out = new Uint32Array(tokens.length);
    let length = 0;
    let at = 0;
    while (at < tokens.length && !ends[tokens[at]!]) at++;
    for (at++; at < tokens.length; at++) if (!drop[tokens[at]!]) out[length++] = tokens[at]!;
    return out.subarray(0, length);
  };
  return {
    ...corpus,
    prompts: chosen.map(p => corpus.prompts[p]!),
    promptTokens: chosen.map(p => corpus.promptTokens[p]!),
    members: corpus.members.map(member => ({
      ...member,
      answers: chosen.map(p => member.answers[p]!.map(plain).filter(({ length }) => length > 0)),
    })),
  };
}
