import { StillwatchError } from '../../errors.ts';
import { taxii } from '../../intel/index.ts';
import { type Desk, notePolicies, type Operation, runOperation } from '../../policy/index.ts';
import type { Store } from '../../store/index.ts';
import { type PageOptions, unknownCampaign, type ViewKind } from '../../views/index.ts';
import type { BacktestRequest, CollectionSeen, DossierRequest, PageRequest, Stored } from '../protocol.ts';
import type { Backtests } from './backtests.ts';
import type { Detections } from './detections.ts';
import type { Evidence } from './evidence.ts';
import type { Feeder } from './feed.ts';
import { findAccounts } from './find.ts';
import type { Views } from './views.ts';

/** What the engine answers with from. */
export interface Engine {
  store: Store;
  desk: Desk;
  feeder: Feeder;
  detections: Detections;
  evidence: Evidence;
  backtests: Backtests;
  views: Views;
  operations: readonly Operation[];
}

export const operationKey = ({ method, path }: Pick<Operation, 'method' | 'path'>) => `${method} ${path}`;

/** Answers one call of the front. Documents are given as JSON text: the front sends it on as it is. */
export async function answer(engine: Engine, name: string, input: unknown, by: string): Promise<unknown> {
  switch (name) {
    case 'campaigns':
      return campaigns(engine.store);
    case 'documents':
      return documents(engine.store);
    case 'campaign':
      return campaign(engine.store, input as string);
    case 'outline':
      return outline(engine.store, input as string);
    case 'overview':
      return engine.views.overview();
    case 'view':
      return engine.views.view(input as { id: string; kind: ViewKind });
    case 'campaign-accounts':
      return engine.views.people(input as PageOptions & { id: string });
    case 'account-traffic':
      return engine.views.account(input as string);
    case 'detect': {
      const { until = null, wait = false } = input as { until?: string | null; wait?: boolean };
      const { since, done } = engine.detections.start(until);
      if (wait) await done;
      return {
        running_since: wait ? null : since,
        ...engine.detections.state.last,
        error: engine.detections.state.error,
      };
    }
    case 'policies': {
      const noted = await notePolicies(engine.desk, input as Record<string, string>, by);
      engine.evidence.soon('records');
      return noted;
    }
    case 'dossier': {
      const { campaign, ...options } = input as DossierRequest;
      return engine.evidence.dossier(campaign, options);
    }
    case 'backtest':
      return engine.backtests.begin(input as BacktestRequest);
    case 'backtest state':
      return engine.backtests.state(input as string);
    case 'stop backtest':
      return engine.backtests.stop(input as string);
    case 'find accounts':
      return findAccounts(engine.store, input as string);
    case 'stored':
      return stored(engine.store);
    case 'taxii collections':
      return taxii.openCollections(engine.desk).map(({ id, name, tlp, as }): CollectionSeen => {
        return { id, name, tlp, as };
      });
    case 'taxii page': {
      const { collection, filters, whole } = input as PageRequest;
      const of = taxii.collectionOf(engine.desk, collection);
      const page = await taxii.pageOf(engine.desk, of, filters, by, { whole });
      if (page.noted) engine.evidence.soon('records');
      return page;
    }
    default:
      return operate(engine, name, input, by);
  }
}

async function operate(
  { desk, feeder, evidence, operations }: Engine,
  key: string,
  input: unknown,
  by: string,
) {
  const operation = operations.find(one => operationKey(one) === key);
  if (!operation)
    throw new StillwatchError(
      'NOT_FOUND',
      `the engine knows no ${key}`,
      'Both processes must be of one version.',
    );
  try {
    return await runOperation(operation, desk, input, by);
  } finally {
    // Whoever has the answer and asks for a decision sees what was changed; also where only half of it was.
    if (operation.method === 'POST') {
      evidence.soon('records');
      await feeder.records();
    }
  }
}

/** What the log follows, to be held against it. */
async function stored(store: Store): Promise<Stored> {
  const [row] = await store.query<{ last: number; records: number; campaigns: number }>(
    `SELECT toUnixTimestamp64Milli((SELECT max(time) FROM exchanges)) AS last, (SELECT count() FROM records) AS records,
            (SELECT count() FROM campaigns FINAL) AS campaigns`,
  );
  const { last, records, campaigns } = row!;
  return {
    last: Number(last) > 0 ? new Date(Number(last)).toISOString() : null,
    records: Number(records),
    campaigns: Number(campaigns),
  };
}

/** A line of each, for a list. */
async function campaigns(store: Store): Promise<string> {
  const found = await store.query<{ outline: string }>(
    'SELECT outline FROM campaigns FINAL ORDER BY until DESC, id',
  );
  return JSON.stringify({
    campaigns: found.map(({ outline }) => {
      const {
        id,
        verdict,
        error_bound,
        exchanges,
        input_tokens,
        output_tokens,
        first_seen,
        last_seen,
        models,
        roles,
      } = JSON.parse(outline);
      const totals = { exchanges, input_tokens, output_tokens, first_seen, last_seen };
      return { id, verdict, error_bound, ...totals, models: models ?? {}, accounts: roles };
    }),
  });
}

async function documents(store: Store): Promise<string> {
  const found = await store.query<{ document: string }>(
    'SELECT document FROM campaigns FINAL ORDER BY until DESC, id',
  );
  return `{"campaigns":[${found.map(({ document }) => document).join(',')}]}`;
}

const campaign = (store: Store, id: string) => oneOf(store, id, 'document');
/** Without its accounts, and with how many there are of each role. */
const outline = (store: Store, id: string) => oneOf(store, id, 'outline');

async function oneOf(store: Store, id: string, column: 'document' | 'outline'): Promise<string> {
  const [row] = await store.query<{ text: string }>(
    `SELECT ${column} AS text FROM campaigns FINAL WHERE id = {id:String}`,
    { params: { id } },
  );
  if (!row) throw unknownCampaign();
  return row.text;
}
