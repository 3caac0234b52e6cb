import { readRecords } from '../../policy/index.ts';
import type { Store } from '../../store/index.ts';
import { commitmentOfCampaign, commitmentOfRecord, type Logged, storedCampaigns } from '../follow/index.ts';
import type { Counted, Findings } from './document.ts';

/** Holds each campaign's document against the commitment that was logged last: only the last one is stored. */
export async function checkVerdicts(
  store: Store,
  { verdicts }: Logged,
  secret: Buffer,
  found: Findings,
): Promise<Counted> {
  const counted: Counted = { logged: verdicts.size, held: 0, unlogged: 0 };
  const missing = new Set(verdicts.keys());
  for await (const stored of storedCampaigns(store)) {
    const { id } = stored.campaign;
    missing.delete(id);
    const entry = verdicts.get(id);
    if (entry && commitmentOfCampaign(secret, stored) === entry.document) counted.held++;
    else if (!entry || stored.until > entry.until || stored.detected > Date.parse(entry.at)) {
      // Detected anew since: then the document of the entry is gone, as it should be.
      counted.unlogged++;
      const behind = entry ? `the log has its verdict until ${entry.until}` : 'the log has no verdict of it';
      found.warn('verdict', entry?.index ?? null, `${id} was detected until ${stored.until}; ${behind}`);
    } else if (stored.until < entry.until)
      found.error(
        'verdict',
        entry.index,
        `${id} is logged as detected until ${entry.until}; the store has an earlier document, until ${stored.until}`,
      );
    else
      found.error(
        'verdict',
        entry.index,
        `the document of ${id} in the store is not the one that was logged`,
      );
  }
  for (const id of missing)
    found.error('verdict', verdicts.get(id)!.index, `${id} is logged; the store has no such campaign`);
  return counted;
}

/** Holds each record of the audit trail against its commitment. */
export async function checkRecords(
  store: Store,
  { records }: Logged,
  secret: Buffer,
  found: Findings,
): Promise<Counted> {
  const counted: Counted = { logged: records.size, held: 0, unlogged: 0 };
  const missing = new Set(records.keys());
  for (const record of await readRecords(store)) {
    const { id, kind, subject } = record;
    const entry = records.get(id);
    missing.delete(id);
    if (!entry) counted.unlogged++;
    else if (commitmentOfRecord(secret, record) === entry.document) counted.held++;
    else
      found.error(
        'record',
        entry.index,
        `record ${id} (${kind} ${subject}) in the store is not the one that was logged`,
      );
  }
  for (const id of missing) {
    const { index, kind } = records.get(id)!;
    found.error('record', index, `record ${id} (${kind}) is logged; the store has no such record`);
  }
  if (counted.unlogged)
    found.warn('record', null, `${counted.unlogged} records of the audit trail are not logged yet`);
  return counted;
}
