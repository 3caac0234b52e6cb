import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  type Counts,
  commitmentOf,
  count,
  holm,
  keyTester,
  type OpenCanary,
  tableDigest,
} from '../../canary/index.ts';
import { StillwatchError } from '../../errors.ts';
import { canaryKey, evidenceSecret } from '../../evidence/index.ts';
import { installationKey } from '../../exchange/index.ts';
import { readManifest, readTexts } from '../../lineage/index.ts';
import type { Io } from '../io.ts';
import { placeOf } from '../options.ts';
import { printJson } from '../place.ts';
import { ProgressLine } from '../progress.ts';
import type { CanaryTest, In } from '../report/canary.ts';
import { lookOf } from '../report/look.ts';
import { withLog } from '../with-log.ts';
import { type Proof, proofOf, proofSchema, shownBy } from './canary-proof.ts';

/** Of each reference so many answers tell its habits. */
const ENOUGH = 200;

interface Committed extends OpenCanary {
  source: CanaryTest['canaries'][number]['source'];
  in: In | null;
  commitment: string;
  committed: string | null;
  index: number | null;
}

/** Tests a suspect's answers for the marks of canaries. */
export async function testCanaries(
  options: { suspect: string; references?: string; canary: string[]; data?: string; json?: boolean },
  io: Io,
): Promise<void> {
  const canaries = await named(options.canary, options, io);
  const line = new ProgressLine(io);
  try {
    const texts = await readTexts(options.suspect);
    line.show('reading the suspect …', true);
    const suspect = counted(texts);
    const { baseline, references } = await others(options.references, name => line.show(`reading ${name} …`));
    const test = keyTester(suspect, baseline);
    const found = canaries.map(({ key }) => test(Buffer.from(key, 'base64')));
    const adjusted = holm(found.map(({ p_value }) => p_value));
    const document: CanaryTest = {
      answers: texts.size,
      references,
      canaries: canaries.map(({ canary, campaign, source, committed, index, in: within, commitment }, i) => {
        const { p_value: p_unadjusted, ...rest } = found[i]!;
        const said = { canary, campaign, source, committed, index, in: within, commitment };
        return { ...said, p_value: adjusted[i]!, p_unadjusted, ...rest };
      }),
    };
    line.clear();
    if (options.json) return printJson(io, document);
    const { canaryReport } = await import('../report/canary.ts');
    io.out(`${canaryReport(document, lookOf(io)).join('\n')}\n`);
  } finally {
    line.clear();
  }
}

function counted(texts: Iterable<string>, into: Counts = new Map()): Counts {
  for (const text of texts) count(text, into);
  return into;
}

async function others(folder: string | undefined, onModel: (name: string) => void) {
  if (folder === undefined) return { baseline: undefined, references: 0 };
  const baseline: Counts = new Map();
  const { models } = await readManifest(folder);
  for (const { file, model } of models) {
    onModel(model);
    counted([...(await readTexts(join(folder, file)))].slice(0, ENOUGH), baseline);
  }
  return { baseline, references: models.length };
}

/** The canaries that are meant, each with its key, as it was committed to. */
async function named(names: readonly string[], { data }: { data?: string }, io: Io): Promise<Committed[]> {
  const files = names.filter(name => existsSync(name));
  const ids = names.filter(name => !existsSync(name));
  const found = await Promise.all(files.map(opened));
  if (ids.length) found.push(...(await logged(ids, { data }, io)));
  if (found.length === 0) throw unknown('no canary is logged', 'Plan one: stillwatch canary plan CAMPAIGN.');
  return found;
}

/** From this installation's log; the keys are made of its own. */
async function logged(
  ids: readonly string[],
  o: { data?: string | undefined },
  io: Io,
): Promise<Committed[]> {
  const first = new Map<string, Committed>();
  await withLog(io, o as { data?: string }, async log => {
    const secret = evidenceSecret(installationKey(placeOf(o.data, io).data));
    for await (const { index, entry } of log.entries()) {
      if (entry.type !== 'canary') continue;
      const known = first.get(entry.canary);
      // The first, but of this version's table where it was committed to under several.
      if (known && (known.words === tableDigest || entry.words !== tableDigest)) continue;
      const { canary, campaign, commitment, words, at: committed } = entry;
      const key = canaryKey(secret, canary).toString('base64');
      first.set(canary, {
        source: 'log',
        canary,
        campaign,
        key,
        words,
        commitment,
        committed,
        index,
        in: null,
      });
    }
  });
  const isAll = ids.includes('all');
  for (const id of ids)
    if (id !== 'all' && !first.has(id))
      throw unknown(`the log has no canary ${id}`, 'List them: stillwatch canary list.');
  const meant = [...first.values()].filter(({ canary, words }) =>
    isAll ? words === tableDigest || ids.includes(canary) : ids.includes(canary),
  );
  return meant.map(checked);
}

async function opened(path: string): Promise<Committed> {
  const text = await readFile(path, 'utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {}
  const read = fileSchema.safeParse(value);
  if (!read.success)
    throw unknown(`${path} is no file of a canary`, 'It is what stillwatch canary open writes.');
  const { proof, ...canary } = read.data;
  if (!proof) return checked({ source: 'file', ...canary, in: null });
  const shown = shownBy(proof, canary.index ?? -1, canary);
  if (!shown)
    throw unknown(
      `the proof in ${path} does not show that the log committed to ${canary.canary}`,
      'The file was changed, or is another’s: get it again from who opened the canary.',
    );
  return checked({ source: 'proof', ...canary, ...shown });
}

const fileSchema = z.object({
  canary: z.string(),
  campaign: z.string(),
  key: z.string(),
  words: z.string(),
  commitment: z.string(),
  committed: z.string().nullable().default(null),
  index: z.int().nullable().default(null),
  proof: proofSchema.nullish(),
});

function checked(one: Committed): Committed {
  const { canary, key, words, commitment } = one;
  if (commitmentOf(canary, Buffer.from(key, 'base64'), words) !== commitment)
    throw unknown(
      `the key of ${canary} is not the one that was committed to`,
      'It belongs to another installation key, or the file was changed.',
    );
  if (words !== tableDigest)
    throw unknown(
      `${canary} is of another table of wordings than this version has`,
      'Test with the version of Stillwatch that it was planned with.',
    );
  return one;
}

const unknown = (message: string, mend: string) => new StillwatchError('CANARY_UNKNOWN', message, mend);

/** Writes a canary with its key; gives what to say of it. */
export async function openTo(id: string, o: { data?: string; out: string }, io: Io): Promise<string> {
  const [one] = await logged([id], o, io);
  const { source: _, in: __, ...open } = one!;
  let proof: Proof | undefined;
  await withLog(io, o, async log => {
    proof = await proofOf(log, one!.index!);
  });
  await writeFile(o.out, `${JSON.stringify({ ...open, proof }, null, 2)}\n`, {
    mode: 0o600,
    flag: 'wx',
  }).catch(cause => {
    throw new StillwatchError(
      'USAGE',
      `${o.out} cannot be written: ${(cause as Error).message}`,
      'Choose a file that is not there yet.',
      { cause },
    );
  });
  return `${o.out} holds the key of ${id} (${one!.campaign}), to which entry ${one!.index} of the log committed at ${one!.committed}.\nWhoever has it can find the marks. Mark by another from now on: stillwatch canary plan ${one!.campaign} --new-key --reason "…"\n`;
}
