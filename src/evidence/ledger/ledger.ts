import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { StillwatchError } from '../../errors.ts';
import { once, readText, replace } from '../../files.ts';
import { changing } from '../../lock.ts';
import { type LedgerFile, ledgerFile, type Reported, reported } from './schema.ts';

const shipped = new URL('./campaigns.json', import.meta.url);
const pathOf = (data: string) => join(data, 'ledger.json');

/** The campaigns that somebody alleged in public, and of when: those that are shipped, and over them the installation's own. */
export interface Ledger {
  /** Of the shipped file, and of the own one where there is one. */
  version: string;
  as_of: string;
  campaigns: readonly Reported[];
}

/** @throws StillwatchError LEDGER_INVALID where the installation's file is none */
export function ledgerOf(data?: string): Ledger {
  const base = read(readFileSync(shipped, 'utf8'), 'the shipped ledger');
  const own = data === undefined ? undefined : ownLedger(data);
  if (!own) return { version: `${base.version}`, as_of: base.as_of, campaigns: base.campaigns };
  const byId = new Map([...base.campaigns, ...own.campaigns].map(one => [one.id, one]));
  return {
    version: `${base.version}+${own.version}`,
    as_of: [own.as_of, base.as_of].sort().at(-1)!,
    campaigns: [...byId.values()].sort((a, b) =>
      a.known < b.known ? 1 : a.known > b.known ? -1 : a.id < b.id ? -1 : 1,
    ),
  };
}

/** @throws StillwatchError LEDGER_UNKNOWN */
export function reportedOf({ campaigns }: Ledger, id: string): Reported {
  const found = campaigns.find(one => one.id === id);
  if (found) return found;
  throw new StillwatchError(
    'LEDGER_UNKNOWN',
    `the ledger has no campaign ${JSON.stringify(id)}`,
    'List them: stillwatch intel ledger list',
  );
}

/**
 * Adds a campaign to the installation's own ledger, or puts another version in the place of one. What was there is kept beside it, as
 * `ledger.<version>.json`.
 * @param change the campaign, made of the ledger as it then is
 * @throws StillwatchError LEDGER_INVALID, FILE_BUSY; what `change` throws
 */
export const putReported = (
  data: string,
  change: (ledger: Ledger) => unknown,
  today = new Date(),
): Promise<LedgerFile> => changing(pathOf(data), () => put(data, change(ledgerOf(data)), today));

function put(data: string, value: unknown, today: Date): LedgerFile {
  const made = checked(reported, value, 'it');
  const before = ownLedger(data);
  const file: LedgerFile = {
    format: 'stillwatch-ledger/1',
    version: (before?.version ?? 0) + 1,
    as_of: today.toISOString().slice(0, 10),
    campaigns: [...(before?.campaigns ?? []).filter(({ id }) => id !== made.id), made],
  };
  const path = pathOf(data);
  if (before) once(join(data, `ledger.${before.version}.json`), () => readText(path)!);
  replace(path, `${JSON.stringify(file, null, 1)}\n`);
  return file;
}

function ownLedger(data: string): LedgerFile | undefined {
  const path = pathOf(data);
  const text = readText(path);
  return text === undefined ? undefined : read(text, path);
}

function read(text: string, what: string): LedgerFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid(`${what} is no JSON`);
  }
  const file = checked(ledgerFile, value, what);
  const ids = file.campaigns.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice) throw invalid(`${what} has ${twice} twice`);
  return file;
}

function checked<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw invalid(`${what} is not valid: ${issue?.path.join('.') || 'it'}: ${issue?.message}`);
}

const invalid = (message: string) =>
  new StillwatchError(
    'LEDGER_INVALID',
    message,
    'What a campaign of the ledger has: stillwatch intel ledger show 2026-06 --json. Who alleges it and a source are never left out.',
  );

/** Days from the first to the last, both counted; null where no period is stated. */
export const daysOf = ({ period }: Reported): number | null =>
  period ? Math.round((Date.parse(period[1]) - Date.parse(period[0])) / 86_400_000) + 1 : null;

/** Exchanges an account, by the figures of one report alone; null where either is not of it alone. */
export const eachOf = ({ exchanges, accounts }: Reported): number | null =>
  exchanges && accounts && !accounts.of ? exchanges.value / accounts.value : null;
