import type { Store } from '../../store/index.ts';
import { EXTENSION } from '../stix/index.ts';

/** What a partner said of a campaign. A stranger's words: make them safe before they are shown. */
export interface Told {
  name: string;
  level: string;
  confidence: number | null;
  /** As its origin's detection had it, where it was Stillwatch's. */
  verdict: string | null;
  error_bound: number | null;
  said_accounts: number | null;
  said_exchanges: number | null;
  first_seen: string | null;
  last_seen: string | null;
}

const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : null);
const words = (value: unknown, longest = 200) => (typeof value === 'string' ? value.slice(0, longest) : null);

/** The newest word of a partner on a campaign. */
export async function toldOf(store: Store, partner: string, id: string): Promise<Told> {
  const [row] = id
    ? await store.query<{ body: string; level: string }>(
        `SELECT body, level FROM intel_objects WHERE partner = {partner:String} AND id = {id:String}
           AND batch IN (SELECT batch FROM intel_bundles) ORDER BY modified DESC LIMIT 1`,
        { params: { partner, id } },
      )
    : [];
  const object = (row ? JSON.parse(row.body) : {}) as Record<string, unknown>;
  const ours = ((object['extensions'] as Record<string, unknown> | undefined)?.[EXTENSION] ?? {}) as Record<
    string,
    unknown
  >;
  return {
    name: words(object['name']) ?? (id ? id : 'indicators of no campaign'),
    level: row?.level ?? 'amber',
    confidence: number(object['confidence']),
    verdict: words(ours['verdict'], 40),
    error_bound: number(ours['error_bound']),
    said_accounts: number(ours['accounts']),
    said_exchanges: number(ours['exchanges']),
    first_seen: words(object['first_seen'], 40),
    last_seen: words(object['last_seen'], 40),
  };
}
