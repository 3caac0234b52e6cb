import type { LetterFacts } from '../index.ts';
import { factsOf } from './facts.ts';

/** What strangers may write where names and texts are expected. */
export const hostile = {
  markup: `"'></style></main><script>alert(1)</script><img src=x onerror=alert(1)>`,
  css: '"; } * { display: none } /* \\" \n </style>',
  hidden: 'a\u202eb\u0000c\u200bd\u001b[31m\ufeff\u2066e\ud800f',
  chinese: '蒸馏攻击的提示词，请一步一步地推理。'.repeat(3),
  hebrew: 'שלום עולם',
  arabic: 'مرحبا بالعالم',
  emoji: '😀👩‍👩‍👧🏴‍☠️',
  stacked: `Z${'\u0301'.repeat(500)}a`,
  long: 'W'.repeat(10_000),
};

const all = Object.values(hostile).join(' ');

/** Facts in which every text that comes from data is hostile. */
export function poisoned(level: LetterFacts['level'] = 'regulator'): LetterFacts {
  const facts = factsOf({ level, excerpts: true });
  const named = Object.fromEntries(Object.entries(hostile).map(([, text], i) => [text, 1000 - i]));
  const evidence = [
    ...facts.verdict.evidence,
    { signal: all, family: all, log_likelihood_ratio: 1, p_value: 0.5 },
  ];
  return {
    ...facts,
    partner: all,
    maker: all,
    version: all,
    campaign: { ...facts.campaign, id: all },
    verdict: {
      ...facts.verdict,
      campaign: all,
      models: named,
      capabilities: { [all]: 0.5 },
      evidence,
      explanations: [{ explanation: all, verdict: all, value: 0.1, limit: 0.2 }],
      by: { version: all, build: all, config: all },
      document: all,
    },
    log: { ...facts.log, origin: all, key: all, root: all, checkpoint: all, witnesses: [all, all] },
    actions: [{ index: 1, kind: 'action', at: all, accounts: 1, grade: all, until: all }],
    excerpts: Object.values(hostile).map(text => ({
      exchange: text,
      at: text,
      model: text,
      text: `${text}\n\t${text}`,
    })),
    rows: Object.values(hostile).map(text => ({
      ...factsOf({ level: 'regulator' }).rows[0]!,
      role: text,
      first: text,
      last: text,
      id: text,
    })),
  };
}
