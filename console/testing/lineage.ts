import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Candidate, SavedTest } from '../src/api/lineage.ts';

/** A test of lineage as it is kept, with passages that a hostile model wrote. */
export function keepLineageTest(data: string, name: string): void {
  const curve = {
    curve: [0, 0.25, 0.5, 0.75, 1].map(share => ({
      share,
      score: share * 0.8,
      low: share * 0.8 - 0.05,
      high: share * 0.8 + 0.05,
    })),
    score: 0.5,
    mixtures: 24,
  };
  const teachers = ['claude12', 'gpt35', '<b>llama3</b>'].map(
    (family, k): Candidate => ({
      family,
      vendor: `vendor ${k}`,
      rank: k + 1,
      score: 0.7 - 0.3 * k,
      p_value: k ? 1 : 0.0041,
      p_unadjusted: k ? 0.4 : 0.0014,
      excess: k ? 0.5 - k : 6.2,
      dose: { estimate: 0.62 / (k + 1), low: 0.5 / (k + 1), high: 0.8 / (k + 1) },
      curve,
      tested: true,
    }),
  );
  const values = Array.from({ length: 700 }, (_, k) => 3 * Math.sin(k) ** 3);
  const saved: SavedTest = {
    name,
    saved: '2026-05-13T00:00:00.000Z',
    suspect: 'answers.jsonl',
    asof: null,
    asked: [],
    test: {
      verdict: 'distilled',
      reasons: ["The suspect's answers are nearest to claude12 of vendor 0 (0.70)."],
      innocent: ['The same base.', 'The web.'],
      teachers,
      vendors: teachers.map(({ vendor, rank, score }) => ({ vendor, rank, score })),
      margin: 0.3,
      prompts_used: 405,
      null: {
        models: 90,
        groups: 60,
        pairs: values.length,
        least_p: 1 / 701,
        values: values.sort((a, b) => a - b),
      },
      curve,
      second_view: { first: 'claude12', p_unadjusted: 0.0014 },
      passages: [
        {
          prompt_id: '17',
          snapshot: 'claude-2',
          text: 'here is <img src=x onerror=alert(1)>\u202e a plan',
          other_families: 0,
          weight: 12,
        },
      ],
      marks: [{ view: 'openings', text: '<script>alert(1)</script>', suspect: 4.1, teacher: 3.9 }],
      notes: [],
    },
  };
  const folder = join(data, 'lineage');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(saved));
}
