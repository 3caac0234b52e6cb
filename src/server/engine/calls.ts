import { StillwatchError } from '../../errors.ts';
import { type Desk, notePolicies, type Operation, runOperation } from '../../policy/index.ts';
import type { Store } from '../../store/index.ts';
import type { DossierRequest } from '../protocol.ts';
import type { Detections } from './detections.ts';
import type { Evidence } from './evidence.ts';
import type { Feeder } from './feed.ts';

/** What the engine answers with from. */
export interface Engine {
  store: Store;
  desk: Desk;
  feeder: Feeder;
  detections: Detections;
  evidence: Evidence;
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
      return (await engine.evidence.dossier(campaign, options)).archive;
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

/** A line of each, for a list. */
async function campaigns(store: Store): Promise<string> {
  const found = await store.query<Record<string, unknown> & { all: [string, number][]; models: string }>(
    `SELECT id, verdict, JSONExtractFloat(document, 'error_bound') AS error_bound,
            JSONExtractUInt(document, 'exchanges') AS exchanges, JSONExtractUInt(document, 'input_tokens') AS input_tokens,
            JSONExtractUInt(document, 'output_tokens') AS output_tokens, JSONExtractString(document, 'first_seen') AS first_seen,
            JSONExtractString(document, 'last_seen') AS last_seen, JSONExtractRaw(document, 'models') AS models,
            JSONExtract(document, 'accounts', 'Array(Tuple(role String))') AS said,
            arrayMap(role -> (role, countEqual(said.1, role)), arraySort(arrayDistinct(said.1))) AS all
     FROM campaigns FINAL ORDER BY until DESC, id`,
  );
  return JSON.stringify({
    campaigns: found.map(({ all, models, said: _, ...rest }) => ({
      ...rest,
      models: JSON.parse(models || '{}'),
      accounts: Object.fromEntries(all),
    })),
  });
}

async function documents(store: Store): Promise<string> {
  const found = await store.query<{ document: string }>(
    'SELECT document FROM campaigns FINAL ORDER BY until DESC, id',
  );
  return `{"campaigns":[${found.map(({ document }) => document).join(',')}]}`;
}

async function campaign(store: Store, id: string): Promise<string> {
  const [row] = await store.query<{ document: string }>(
    'SELECT document FROM campaigns FINAL WHERE id = {id:String}',
    { params: { id } },
  );
  if (!row)
    throw new StillwatchError(
      'CAMPAIGN_UNKNOWN',
      'there is no campaign of that id',
      'GET /v1/campaigns lists them.',
    );
  return row.document;
}
