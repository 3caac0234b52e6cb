import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Exchange } from '../../exchange/index.ts';
import { makeRange, type RangeOptions } from '../index.ts';

export const small = {
  scenario: 'demo',
  seed: 5,
  accounts: 170,
  campaignAccounts: 24,
  exchangesPerAccount: 40,
  days: 8,
};

interface Label {
  id: string;
  account: string;
  time: string;
  harvest: boolean;
}

/** A folder of its own for a test file's worlds. The caller removes it. */
export const scratch = (): string => mkdtempSync(join(tmpdir(), 'range-made-'));
let made = 0;

/** Makes a small world and reads all of it. */
export async function makeIn(root: string, options: Partial<RangeOptions> = {}) {
  const out = join(root, `${made++}`);
  const summary = await makeRange({ ...small, ...options, out });
  const read = (name: string) => readFileSync(join(out, name), 'utf8');
  const parse = (text: string) =>
    text
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line));
  const lines = readdirSync(out)
    .filter(name => name.startsWith('exchanges-'))
    .sort()
    .flatMap(name => read(name).split('\n').slice(0, -1));
  return {
    out,
    summary,
    lines,
    exchanges: lines.map(line => JSON.parse(line) as Exchange),
    accounts: parse(read('accounts.jsonl')),
    truth: JSON.parse(read('truth.json')),
    labels: parse(gunzipSync(readFileSync(join(out, 'truth-exchanges.jsonl.gz'))).toString()) as Label[],
  };
}

export type Made = Awaited<ReturnType<typeof makeIn>>;

export const digest = (folder: string): string[] =>
  readdirSync(folder)
    .sort()
    .map(name => {
      const bytes = readFileSync(join(folder, name));
      return `${name} ${createHash('sha256')
        .update(name.endsWith('.gz') ? gunzipSync(bytes) : bytes)
        .digest('hex')}`;
    });
