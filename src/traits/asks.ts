/**
 * What an exchange asks for, as bits: a description of what was harvested, shown in reports. Never evidence:
 * word lists learn a data set, not an intent, and honest people ask for all of these.
 */
export const capabilities = [
  'chain_of_thought',
  'grading',
  'code',
  'structured_data',
  'rewriting',
  'translation',
  'tool_use',
] as const;

// prettier-free table: words in the languages we could check; matching is on lower-cased text.
const phrases: Record<(typeof capabilities)[number], string[]> = {
  chain_of_thought: [
    'step by step',
    'step-by-step',
    'chain of thought',
    'reasoning',
    'think through',
    'explain how you',
    'derivation',
    '一步一步',
    '逐步',
    '推理',
    'paso a paso',
    'schritt für schritt',
    'étape par étape',
    'пошагово',
  ],
  grading: [
    'rubric',
    'rate the',
    'score the',
    'grade the',
    'evaluate the',
    'which response',
    'assistant a',
    '[[',
    '评分',
    '评估',
    'puntúa',
    'bewerte',
    'évalue',
    'оцени',
  ],
  code: [
    '```',
    'def ',
    'function',
    'class ',
    '#include',
    'import ',
    'select ',
    'python',
    'javascript',
    'algorithm',
    'unit test',
    '代码',
    '函数',
    'código',
    'код ',
  ],
  structured_data: ['json', 'csv', 'xml', 'yaml', 'schema', 'table with', 'markdown table', '表格'],
  rewriting: [
    'rewrite',
    'rephrase',
    'paraphrase',
    'summarize',
    'summarise',
    'edit the',
    '改写',
    '总结',
    'reescribe',
    'umformulier',
    'reformule',
    'перепиши',
  ],
  translation: ['translate', 'translation', '翻译', 'traduce', 'übersetz', 'traduis', 'переведи'],
  tool_use: [],
};

/** Looked at in one exchange of this many; the highest bit says that it was. */
const SAMPLE = 4;
export const asksLookedAt = 15;

const pattern = (words: string[]) => words.map(word => word.replace(/[[\]`#()]/g, '\\\\$&')).join('|');
const patterns = capabilities.flatMap(capability =>
  phrases[capability].length ? [`'${pattern(phrases[capability])}'`] : [],
);

/** SQL for the bits, over `head` (lower-cased text), `has_tools` and `id`. */
export const asksColumn = `if(xxh3(id) % ${SAMPLE} != 0, 0,
    bitShiftLeft(toUInt16(1), ${asksLookedAt}) + bitShiftLeft(toUInt16(has_tools), ${capabilities.indexOf('tool_use')})
    + arraySum(i -> bitShiftLeft(toUInt16(1), i - 1), multiMatchAllIndices(head, [${patterns.join(', ')}])))`;
