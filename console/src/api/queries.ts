import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, told } from './client.ts';
import { isPending } from './failure.ts';
import type { AccountsQuery, Action, ActionSummary, Plan, PlanSummary, TemplatesView } from './types.ts';

// Each thing that can be asked for, once: its key, how it is asked, and how long it is good.

const MINUTE = 60_000;

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => told(api.GET('/v1/session')),
  staleTime: MINUTE,
  retry: false,
});

/** How people can sign in, beside with a token. */
export const waysQuery = queryOptions({
  queryKey: ['ways'],
  queryFn: () => told(api.GET('/v1/session/ways')),
  staleTime: MINUTE,
});

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async () => (await told(api.GET('/v1/sessions'))).sessions,
  refetchInterval: MINUTE,
});

export const statusQuery = queryOptions({
  queryKey: ['status'],
  queryFn: () => told(api.GET('/v1/status')) as Promise<unknown> as Promise<Status>,
  refetchInterval: ({ state }) => (state.data?.detection?.running_since ? 2000 : 15_000),
});

/** Of what the service says of itself that which the console shows. */
export interface Status {
  version: string;
  store: string | null;
  engine: { up: boolean };
  journal: { bytes: number; oldest_seconds: number; drain_error: Trouble };
  log: { error: Trouble };
  views: { error: Trouble };
  /** Since the engine started. */
  drained: { exchanges: number } | null;
  detection: {
    running_since: string | null;
    next: string | null;
    last: { at: string; until: string } | null;
    error: Trouble;
  } | null;
}

/** What went wrong, where something did. */
type Trouble = string | null;

export const campaignsQuery = queryOptions({
  queryKey: ['campaigns'],
  queryFn: async () => (await told(api.GET('/v1/campaigns'))).campaigns,
  refetchInterval: MINUTE,
});

export const plansQuery = queryOptions({
  queryKey: ['plans'],
  queryFn: async () => ((await told(api.GET('/v1/containment/plans'))) as { plans: PlanSummary[] }).plans,
});

export const planQuery = (id: string) =>
  queryOptions({
    queryKey: ['plans', id],
    queryFn: async () =>
      (await told(api.GET('/v1/containment/plans', { params: { query: { id } } }))) as Plan,
  });

export const actionsQuery = queryOptions({
  queryKey: ['actions'],
  queryFn: async () =>
    ((await told(api.GET('/v1/containment/actions'))) as { actions: ActionSummary[] }).actions,
  refetchInterval: 30_000,
});

export const actionQuery = (id: string) =>
  queryOptions({
    queryKey: ['actions', id],
    queryFn: async () =>
      (await told(api.GET('/v1/containment/actions', { params: { query: { id } } }))) as Action,
    refetchInterval: 30_000,
  });

export const accountQuery = (account: string) =>
  queryOptions({
    queryKey: ['accounts', account],
    queryFn: () => told(api.GET('/v1/accounts', { params: { query: { account } } })),
  });

export const appealsQuery = queryOptions({
  queryKey: ['appeals'],
  queryFn: () => told(api.GET('/v1/appeals')),
});

export const holdsQuery = queryOptions({
  queryKey: ['holds'],
  queryFn: async () => (await told(api.GET('/v1/holds'))).holds,
});

export const grantsQuery = queryOptions({
  queryKey: ['grants'],
  queryFn: async () => (await told(api.GET('/v1/grants'))).grants,
});

export const policiesQuery = queryOptions({
  queryKey: ['policies'],
  queryFn: async () => (await told(api.GET('/v1/policies'))).texts,
});

/** How far a backtest is; asked for again until it has ended. */
export const backtestQuery = (id: string) =>
  queryOptions({
    queryKey: ['backtests', id],
    queryFn: () => told(api.GET('/v1/policies/backtests/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state: { data } }) => (data === undefined || data.state === 'running' ? 700 : false),
  });

export const attestationsQuery = queryOptions({
  queryKey: ['attestations'],
  queryFn: async () => (await told(api.GET('/v1/attestations'))).attestations,
});

/** The newest so many, without long lists and texts: those come with one record. */
export const auditQuery = (last: number) =>
  queryOptions({
    queryKey: ['audit', last],
    queryFn: async () => {
      const query = { last, long: 'counted' } as const;
      const { records } = await told(api.GET('/v1/audit', { params: { query } }));
      return records.toReversed();
    },
    placeholderData: keepPreviousData,
  });

/** A record with all that is in it. */
export const recordQuery = (id: string) =>
  queryOptions({
    queryKey: ['audit', 'record', id],
    queryFn: async () =>
      (await told(api.GET('/v1/audit', { params: { query: { id, last: 1 } } }))).records[0]!,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The newest so many with all that is in them. */
export const wholeAudit = async (last: number) =>
  (await told(api.GET('/v1/audit', { params: { query: { last } } }))).records.toReversed();

/** Of a campaign all but its accounts, of which it can have tens of thousands. */
export const outlineQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', id, 'outline'],
    queryFn: () =>
      told(api.GET('/v1/campaigns/{id}', { params: { path: { id }, query: { accounts: 'none' } } })),
    staleTime: MINUTE,
  });

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: () => told(api.GET('/v1/overview')),
  refetchInterval: MINUTE,
});

/** So many of a campaign's accounts; the search and the order are the service's work. */
export const campaignAccountsQuery = (id: string, query: AccountsQuery) =>
  queryOptions({
    queryKey: ['campaigns', id, 'accounts', query],
    queryFn: () => told(api.GET('/v1/campaigns/{id}/accounts', { params: { path: { id }, query } })),
    staleTime: MINUTE,
    placeholderData: keepPreviousData,
  });

// Views are made after each detection: who asks before they are there is told so (VIEW_PENDING), and asks again.
const view = { staleTime: MINUTE, retry: isPending, retryDelay: 3000 };

export const activityQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', id, 'activity'],
    queryFn: () => told(api.GET('/v1/campaigns/{id}/views/activity', { params: { path: { id } } })),
    ...view,
  });

export const lifeQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', id, 'life'],
    queryFn: () => told(api.GET('/v1/campaigns/{id}/views/life', { params: { path: { id } } })),
    ...view,
  });

export const traitsQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', id, 'traits'],
    queryFn: () => told(api.GET('/v1/campaigns/{id}/views/traits', { params: { path: { id } } })),
    ...view,
  });

export const templatesQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', id, 'templates'],
    queryFn: async () =>
      (await told(
        api.GET('/v1/campaigns/{id}/views/templates', { params: { path: { id } } }),
      )) as TemplatesView,
    ...view,
  });

export const trafficQuery = (account: string) =>
  queryOptions({
    queryKey: ['accounts', account, 'traffic'],
    queryFn: () => told(api.GET('/v1/accounts/{account}/traffic', { params: { path: { account } } })),
    staleTime: MINUTE,
  });

/** Null where the operator has written none down. */
export const pricesQuery = queryOptions({
  queryKey: ['prices'],
  queryFn: () => told(api.GET('/v1/prices')),
  staleTime: MINUTE,
});

export const logQuery = queryOptions({
  queryKey: ['log'],
  queryFn: () => told(api.GET('/v1/log')),
  refetchInterval: MINUTE,
});

export const logEntriesQuery = (from: number, limit: number) =>
  queryOptions({
    queryKey: ['log', 'entries', from, limit],
    queryFn: () => told(api.GET('/v1/log/entries', { params: { query: { from, limit } } })),
    placeholderData: keepPreviousData,
  });

export const proofQuery = (index: number) =>
  queryOptions({
    queryKey: ['log', 'proof', index],
    queryFn: () => told(api.GET('/v1/log/proof', { params: { query: { index } } })),
  });

export const dossiersQuery = queryOptions({
  queryKey: ['dossiers'],
  queryFn: async () => (await told(api.GET('/v1/dossiers'))).dossiers,
});

/** Accounts whose names begin so. */
export const findQuery = (q: string) =>
  queryOptions({
    queryKey: ['accounts', 'search', q],
    queryFn: async () => (await told(api.GET('/v1/accounts/search', { params: { query: { q } } }))).accounts,
    placeholderData: keepPreviousData,
  });

/** Partners, and what they gave. */
export const partnersQuery = queryOptions({
  queryKey: ['intel', 'partners'],
  queryFn: () => told(api.GET('/v1/intel/partners')),
  refetchInterval: MINUTE,
});

/** Looking through all that is stored takes its time; it is done again where something changed. */
export const matchQuery = queryOptions({
  queryKey: ['intel', 'match'],
  queryFn: () => told(api.GET('/v1/intel/match')),
  staleTime: MINUTE,
});

/** What would go out of a campaign at a level. */
export const previewQuery = (campaign: string, tlp: string) =>
  queryOptions({
    queryKey: ['intel', 'preview', campaign, tlp],
    queryFn: () => told(api.GET('/v1/intel/preview', { params: { query: { campaign, tlp } } })),
    staleTime: MINUTE,
    placeholderData: keepPreviousData,
  });

export const collectionsQuery = queryOptions({
  queryKey: ['intel', 'collections'],
  queryFn: async () => (await told(api.GET('/v1/intel/collections'))).collections,
});
