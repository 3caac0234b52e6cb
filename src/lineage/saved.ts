import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StillwatchError } from '../errors.ts';
import { replace } from '../files.ts';
import type { LineageTest } from './examine.ts';

// Tests that were kept to be looked at, a file each in `lineage/` of the data folder.

const count = z.int().min(0);
const share = z.object({ estimate: z.number(), low: z.number(), high: z.number() });
const curve = z
  .object({
    curve: z
      .array(z.object({ share: z.number(), score: z.number(), low: z.number(), high: z.number() }))
      .meta({ description: 'how near each share of the teacher’s own answers comes' }),
    score: z.number().meta({ description: 'how near the suspect comes' }),
    mixtures: count,
  })
  .nullable();
const verdict = z.enum(['distilled', 'shared-style-or-contamination', 'not-determined']);

const test = z.object({
  verdict,
  reasons: z.array(z.string()),
  innocent: z.array(z.string()).meta({ description: 'what would explain it innocently' }),
  teachers: z.array(
    z.object({
      family: z.string(),
      vendor: z.string(),
      rank: count,
      score: z.number(),
      p_value: z.number().meta({ description: 'of all tested candidates together (Holm)' }),
      p_unadjusted: z.number().meta({ description: 'of this one alone' }),
      excess: z.number().meta({
        description: 'standard errors above what closeness to other families foretells',
      }),
      dose: share.meta({ description: '0, from 0 to 1, where nothing is known to mix with' }),
      curve,
      tested: z.boolean(),
    }),
  ),
  vendors: z.array(z.object({ vendor: z.string(), rank: count, score: z.number() })),
  margin: z.number().nullable(),
  prompts_used: count,
  null: z.object({
    models: count,
    groups: count,
    pairs: count,
    least_p: z.number(),
    values: z.array(z.number()).meta({ description: 'the excess of each unrelated pair, sorted' }),
  }),
  curve: curve.meta({ description: 'the first’s' }),
  second_view: z.object({ first: z.string(), p_unadjusted: z.number() }).nullable(),
  passages: z.array(
    z.object({
      prompt_id: z.string(),
      snapshot: z.string(),
      text: z.string().meta({ description: 'what models wrote: never to be trusted' }),
      other_families: count,
      weight: z.number(),
    }),
  ),
  marks: z.array(z.object({ view: z.string(), text: z.string(), suspect: z.number(), teacher: z.number() })),
  notes: z.array(z.string()),
}) satisfies z.ZodType<LineageTest>;

export const savedTestSchema = z.object({
  name: z.string(),
  saved: z.string().meta({ description: 'when; ISO 8601, UTC' }),
  suspect: z.string().meta({ description: 'the file of its answers' }),
  asof: z.string().nullable(),
  asked: z.array(z.string()).meta({ description: 'the families that were tested; none: all' }),
  test,
});
export type SavedTest = z.infer<typeof savedTestSchema>;

export const savedSummarySchema = savedTestSchema.omit({ test: true }).extend({
  verdict,
  prompts_used: count,
  candidates: count,
  first: test.shape.teachers.element.omit({ curve: true }).nullable(),
});
export type SavedSummary = z.infer<typeof savedSummarySchema>;

/** A name becomes a file's. */
export const isTestName = (name: string): boolean => /^[A-Za-z0-9][\w.-]{0,63}$/.test(name);

const folderOf = (data: string) => join(data, 'lineage');

/** Keeps a test, in place of one of that name; on the disk when it returns. */
export function saveTest(data: string, saved: SavedTest): void {
  if (!isTestName(saved.name)) throw unknown(saved.name);
  replace(join(folderOf(data), `${saved.name}.json`), `${JSON.stringify(saved)}\n`);
}

/** Throws LINEAGE_UNKNOWN where there is none of that name, or its file is none. */
export async function savedTest(data: string, name: string): Promise<SavedTest> {
  if (!isTestName(name)) throw unknown(name);
  const text = await readFile(join(folderOf(data), `${name}.json`), 'utf8').catch(() => {
    throw unknown(name);
  });
  const read = savedTestSchema.safeParse(parsed(text));
  if (read.success) return read.data;
  throw new StillwatchError(
    'LINEAGE_UNKNOWN',
    `the file of the test ${name} is not one`,
    `Test again with --save ${name}, which replaces it.`,
  );
}

/** The tests that are kept, the newest first; what is no test is passed over. */
export async function savedTests(data: string): Promise<SavedSummary[]> {
  const names = namesIn(folderOf(data)).flatMap(file =>
    file.endsWith('.json') && isTestName(file.slice(0, -5)) ? [file.slice(0, -5)] : [],
  );
  const all: SavedSummary[] = [];
  for (const name of names) {
    const saved = await savedTest(data, name).catch(() => null);
    if (!saved) continue;
    const { test, ...rest } = saved;
    const [first] = test.teachers;
    const { verdict, prompts_used, teachers } = test;
    const { curve: _, ...shown } = first ?? { curve: null };
    all.push({
      ...rest,
      verdict,
      prompts_used,
      candidates: teachers.length,
      first: first ? (shown as SavedSummary['first']) : null,
    });
  }
  return all.sort((a, b) => (a.saved < b.saved ? 1 : -1));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const unknown = (name: string) =>
  new StillwatchError(
    'LINEAGE_UNKNOWN',
    `no test of lineage is kept as ${name.slice(0, 64)}`,
    'stillwatch lineage test … --save NAME keeps one; GET /v1/lineage lists them.',
  );
