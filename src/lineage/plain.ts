import type { Corpus } from './corpus.ts';

/**
 * The second view: answers without their first sentence and without markup (line breaks, list marks, emphasis, headings). Openings and
 * layout are what is changed most easily; what is left must say the same.
 */
export function plainly(corpus: Corpus): Corpus {
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
    members: corpus.members.map(member => ({
      ...member,
      answers: member.answers.map(samples => samples.map(plain).filter(({ length }) => length > 0)),
    })),
  };
}
