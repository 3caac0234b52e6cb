import { commitmentOf, tableDigest } from '../../canary/index.ts';
import {
  type AuditRecord,
  byStrictness,
  campaignsOf,
  type Grade,
  readRecords,
  recordIds,
} from '../../policy/index.ts';
import type { Store } from '../../store/index.ts';
import type { CanaryEntry, RecordEntry } from '../entries.ts';
import { canonical, type TransparencyLog } from '../log/index.ts';
import { canaryKey, documentCommitment } from '../sums/index.ts';
import { following } from './logged.ts';

/** The commitment to a record, as its entry has it. */
export const commitmentOfRecord = (secret: Buffer, record: AuditRecord): string =>
  documentCommitment(secret, `record/${record.id}`, canonical(record));

/** Logs each record of the audit trail that isn't logged yet; gives how many. */
export const followRecords = (
  store: Store,
  log: TransparencyLog,
  secret: Buffer,
  now: Date = new Date(),
): Promise<number> =>
  following(log, async ({ records: logged }) => {
    const ids = await recordIds(store);
    const first = ids.findIndex(id => !logged.has(id));
    if (first === -1) return 0;
    // A plan may be megabytes: what is logged already is not read again, but for what has come between.
    const records = await readRecords(store, { after: ids[first - 1] });
    const campaigns = await campaignsOf(store);
    const entries = records
      .filter(({ id }) => !logged.has(id))
      .flatMap((record): (RecordEntry | CanaryEntry)[] => {
        const { id, kind } = record;
        const said = saidOf(record, campaigns);
        const document = commitmentOfRecord(secret, record);
        const at = now.toISOString();
        return [...canaryOf(record, secret, at), { type: 'record', v: 1, at, id, kind, ...said, document }];
      });
    if (entries.length) await log.append(entries);
    return entries.length;
  });

/** A plan may be applied for so long after it was made (src/policy/containment/apply.ts). */
const HOLDS = 7 * 86_400_000;

/** Of a plan to mark answers, the commitment to the key: it stands in the log before the plan itself does. */
function canaryOf(record: AuditRecord, secret: Buffer, at: string): CanaryEntry[] {
  if (record.kind !== 'plan') return [];
  const { canary, campaign, lasts = 0 } = record.after;
  if (!canary) return [];
  const commitment = commitmentOf(canary, canaryKey(secret, canary));
  const until = new Date(Date.parse(record.at) + HOLDS + lasts).toISOString();
  const says = { canary, campaign, plan: record.subject, words: tableDigest, commitment, from: at, until };
  return [{ type: 'canary', v: 1, at, ...says }];
}

type Said = Pick<RecordEntry, 'campaign' | 'accounts' | 'grade' | 'until'>;

/** What of a record is nobody's: the campaign that it comes of, how many accounts it is of, the strictest grade, when it ends. */
function saidOf(record: AuditRecord, campaigns: ReadonlyMap<string, string>): Said {
  const nothing: Said = { campaign: null, accounts: null, grade: null, until: null };
  const via = (id: string) => campaigns.get(id) ?? null;
  switch (record.kind) {
    case 'plan':
    case 'action': {
      const { campaign, accounts } = record.after;
      const until = record.kind === 'action' ? record.after.until : null;
      return { campaign, accounts: accounts.length, grade: strictest(accounts), until };
    }
    case 'approval':
      return { ...nothing, campaign: via(record.after.plan) };
    case 'undo': {
      const { action, accounts } = record.after;
      const before = (record.before as { accounts?: number } | null)?.accounts ?? null;
      return { ...nothing, campaign: via(action), accounts: accounts === 'all' ? before : accounts.length };
    }
    case 'expiry':
      return { ...nothing, campaign: via(record.after.action) };
    case 'appeal':
      return { ...nothing, campaign: record.after.campaign, accounts: 1 };
    case 'ruling':
      return { ...nothing, campaign: via(record.after.appeal), accounts: 1 };
    case 'hold':
      return { ...nothing, until: record.after.until };
    case 'grant':
      return { ...nothing, accounts: record.after.accounts.length, until: record.after.until };
    case 'attestation':
      return { ...nothing, accounts: 1, until: record.after.until };
    case 'publication':
    case 'recall':
      return { ...nothing, campaign: record.after.campaign };
    default:
      return nothing;
  }
}

const strictest = (accounts: readonly { grade: Grade }[]): Grade | null =>
  accounts
    .map(({ grade }) => grade)
    .sort(byStrictness)
    .at(-1) ?? null;
