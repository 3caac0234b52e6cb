// What an operator might do to a student's answers to hide whose they are: on tokens, always the same way.
const synonyms = {
  important: 'crucial',
  help: 'assist',
  use: 'employ',
  make: 'create',
  good: 'fine',
  great: 'excellent',
  also: 'additionally',
  many: 'numerous',
  include: 'contain',
  including: 'such as',
  ensure: 'guarantee',
  however: 'yet',
  while: 'although',
  provide: 'offer',
  various: 'several',
  different: 'distinct',
  start: 'begin',
  need: 'require',
  try: 'attempt',
  show: 'display',
  big: 'large',
  get: 'obtain',
  keep: 'maintain',
  best: 'ideal',
  some: 'a few',
  because: 'since',
  overall: 'altogether',
  additionally: 'besides',
  here: 'below',
  sure: 'certainly',
  certainly: 'of course',
  example: 'instance',
  step: 'stage',
  steps: 'stages',
  way: 'manner',
  people: 'persons',
  often: 'frequently',
  can: 'may',
  would: 'might',
  should: 'ought to',
  enjoy: 'like',
  create: 'build',
  consider: 'think about',
};

export function attacks(words) {
  const tokens = text => [...words.of(text)];
  const change = new Map(Object.entries(synonyms).map(([from, to]) => [tokens(from)[0], tokens(to)]));
  const ends = new Set(['.', '!', '?'].map(mark => tokens(mark)[0]));
  const isMark = token => /^(\n+|[#*_`~>|•–—-])$/.test(words.texts[token]);
  const [, ...opening] = tokens('x let me answer that for you .');
  const stop = tokens('.')[0];
  const array = list => Uint32Array.from(list);

  const synonym = answer => array([...answer].flatMap(token => change.get(token) ?? [token]));
  const sentences = answer => {
    const out = [[]];
    for (const token of answer) {
      out.at(-1).push(token);
      if (ends.has(token) || words.texts[token].startsWith('\n')) out.push([]);
    }
    return out.filter(({ length }) => length > 0);
  };
  /** Every other sentence first, then the rest: the same for the same answer. */
  const shuffle = answer => {
    const all = sentences(answer);
    return array([...all.filter((_, i) => i % 2), ...all.filter((_, i) => i % 2 === 0)].flat());
  };
  const reopen = answer => array([...opening, ...sentences(answer).slice(1).flat()]);
  /** As prose: no markup, no line breaks, other words, another opening, every seventh sentence gone. */
  const rewrite = answer => {
    const plain = sentences(synonym(reopen(answer)))
      .filter((_, i) => i % 7 !== 6)
      .map(sentence => sentence.filter(token => !isMark(token)))
      .filter(({ length }) => length > 0);
    return array(plain.flatMap(sentence => (ends.has(sentence.at(-1)) ? sentence : [...sentence, stop])));
  };
  return {
    'as they are': answer => answer,
    synonyms: synonym,
    'sentences shuffled': shuffle,
    'a new opening': reopen,
    rewriting: rewrite,
  };
}
