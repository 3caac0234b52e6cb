import type { Entry, Logged } from '../../evidence/index.ts';
import { count, whole } from '../text/number.ts';
import { clean } from '../text/safe.ts';
import { moment } from '../text/time.ts';
import type { Look } from './look.ts';
import { table } from './table.ts';

/** What `stillwatch log --json` prints. */
export interface LogDocument {
  origin: string;
  key: string;
  size: number;
  /** Base64. */
  root: string;
  /** How many entries there are of each type. */
  entries: Record<string, number>;
  /** The checkpoints that left the house. */
  published: { size: number; cosignatures: number; timestamp: string | null }[];
}

export function logReport({ origin, key, size, root, entries, published }: LogDocument, look: Look): string {
  const types = Object.entries(entries).map(([type, n]) => `${whole(n)} ${type}`);
  const lines = [
    `origin   ${clean(origin)}`,
    `key      ${clean(key)}`,
    `size     ${whole(size)}  (${types.join(', ')})`,
    `root     ${root}`,
  ];
  if (published.length > 0)
    lines.push(
      '',
      'Checkpoints that left the house:',
      ...table(
        [{ head: 'size', right: true }, { head: 'cosignatures', right: true }, { head: 'timestamp (UTC)' }],
        published.map(one => [
          whole(one.size),
          whole(one.cosignatures),
          one.timestamp ? moment(one.timestamp) : 'none',
        ]),
        look,
      ),
    );
  return `${lines.join('\n')}\n`;
}

export function entriesReport(entries: readonly Logged[], look: Look): string {
  if (entries.length === 0) return 'The log has no such entry.\n';
  const rows = entries.map(({ index, entry }) => [
    String(index),
    moment(entry.at),
    entry.type,
    clean(wordsOf(entry)),
  ]);
  const heads = [{ head: 'index', right: true }, { head: 'at (UTC)' }, { head: 'type' }, { head: 'says' }];
  return `${table(heads, rows, look).join('\n')}\n`;
}

function wordsOf(entry: Entry): string {
  switch (entry.type) {
    case 'key':
      return entry.previous === null ? 'the log begins, with its key' : 'a new key';
    case 'hour':
      return `${count(entry.tree.exchanges, 'exchange')} of ${moment(entry.hour)}${entry.replaces === null ? '' : `, for entry ${entry.replaces}`}`;
    case 'verdict':
      return `${entry.campaign} ${entry.verdict}, ${count(entry.exchanges, 'exchange')}`;
    case 'record':
      return [entry.kind, entry.campaign, entry.grade].filter(Boolean).join(' ');
    case 'claim':
      return `${entry.campaign}, ${count(entry.hours.exchanges, 'exchange')} of ${count(entry.accounts.leaves, 'account')}`;
    case 'canary':
      return `${entry.canary} of ${entry.campaign}: what answers may be marked by until ${moment(entry.until)}`;
    case 'psi':
      return entry.role === 'server'
        ? `${entry.partner} asked for ${count(entry.asked, 'value')} among ${whole(entry.held)} (${entry.mode}, ${entry.epoch})`
        : `${entry.partner} was asked for ${count(entry.asked, 'value')} among ${whole(entry.held)} (${entry.mode}, ${entry.epoch})`;
  }
}
