import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Journal } from '../journal.ts';
import type { Context } from './context.ts';

/** What lies in the journal and is not in the store yet. */
export function lagOf({ folder }: Journal): { segments: number; bytes: number; oldest_seconds: number } {
  const now = Date.now();
  let [segments, bytes, oldest] = [0, 0, now];
  for (const file of readdirSync(folder)) {
    if (!/\.(jsonl|open)$/.test(file)) continue;
    try {
      const { size, birthtimeMs, mtimeMs } = statSync(join(folder, file));
      segments++;
      bytes += size;
      oldest = Math.min(oldest, birthtimeMs || mtimeMs);
    } catch {
      // It was drained just now.
    }
  }
  return { segments, bytes, oldest_seconds: Math.round((now - oldest) / 1000) };
}

export function statusOfService({ version, started, journal, known, link, tokens }: Context) {
  const { snapshot } = known;
  const { state } = link;
  return {
    version,
    started: started.toISOString(),
    engine: { up: link.up, restarts: link.restarts, failure: link.lastFailure ?? null },
    store: state?.store ?? null,
    snapshot: {
      source: known.source,
      heard: known.heard ? new Date(known.heard).toISOString() : null,
      accounts: snapshot?.accounts ?? 0,
      accounts_in_campaigns: snapshot?.inCampaigns ?? 0,
      actions: snapshot?.state.actions.size ?? 0,
      holds: snapshot?.state.holds.size ?? 0,
      grants: snapshot?.state.grants.size ?? 0,
    },
    journal: { ...lagOf(journal), written: journal.written, drain_error: state?.drain_error ?? null },
    log: { error: state?.log_error ?? null },
    views: { error: state?.views_error ?? null },
    drained: state?.drained ?? null,
    detection: state?.detection ?? null,
    tokens: { count: tokens.size, error: tokens.error },
  };
}
