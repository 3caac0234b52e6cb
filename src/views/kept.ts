import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StillwatchError } from '../errors.ts';
import type { Store } from '../store/index.ts';
import type { ActivityView, LifeView, TemplatesView, TraitsView } from './document.ts';

/** What is kept of a campaign, by kind: the four that are asked for, and what the overview adds up. */
export interface Kept {
  activity: ActivityView;
  life: LifeView;
  traits: TraitsView;
  templates: TemplatesView;
  totals: Totals;
}

export type ViewKind = keyof Kept;

/** A campaign by hour, as a stripe of the overview. */
export interface Totals {
  from: string;
  step: 3600;
  exchanges: number[];
  tokens: number[];
}

/** Of the bodies: raised when one changes, so that those of an earlier version are made anew. */
export const FORMAT = 2;
export const KINDS: readonly ViewKind[] = ['activity', 'life', 'traits', 'templates', 'totals'];

/** The row of `campaigns` that views are made of. */
export interface CampaignRow {
  id: string;
  /** Milliseconds since 1970. */
  detected: number;
  until: number;
}

export const moment = (ms: number) => `fromUnixTimestamp64Milli(toInt64(${ms}), 'UTC')`;

/** Campaigns whose views are missing, of another format, or of an earlier detection than their row; the newest first. */
export const behind = (store: Store): Promise<CampaignRow[]> =>
  store.query<CampaignRow>(
    `SELECT id, toUnixTimestamp64Milli(found) AS detected, toUnixTimestamp64Milli(up_to) AS until
     FROM (SELECT id, detected AS found, until AS up_to FROM campaigns FINAL) AS campaigns
     LEFT JOIN (SELECT campaign AS id, countIf(format = ${FORMAT}) AS kinds, min(detected) AS made FROM views FINAL GROUP BY campaign) AS views
     USING id
     WHERE kinds < ${KINDS.length} OR made != found
     ORDER BY up_to DESC, id`,
  );

/** Keeps the views of a campaign, all at once: as a file, for a bound value is parsed with its statement (src/detect/keep.ts). */
export async function keepViews(
  store: Store,
  { id, detected, until }: CampaignRow,
  views: Kept,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'stillwatch-')); // ours alone to read
  try {
    const file = join(folder, 'views.jsonl');
    const lines = KINDS.map(kind =>
      JSON.stringify({ campaign: id, kind, body: JSON.stringify(views[kind]) }),
    );
    await writeFile(file, `${lines.join('\n')}\n`);
    const batch = {
      into: 'views',
      columns: ['campaign', 'kind', 'format', 'detected', 'until', 'body'],
      file,
      structure: 'campaign String, kind String, body String',
      select: (source: string) =>
        `SELECT campaign, kind, ${FORMAT}, ${moment(detected)}, ${moment(until)}, body FROM ${source}`,
    };
    await store.insertBatch(batch, { settings: { input_format_parallel_parsing: 0 } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The JSON of a view, as the last detection but for what is being made left it. */
export async function readView(store: Store, id: string, kind: ViewKind): Promise<string> {
  const [row] = await store.query<{ body: string }>(
    `SELECT body FROM views FINAL WHERE campaign = {id:String} AND kind = {kind:String} AND format = ${FORMAT}`,
    { params: { id, kind } },
  );
  if (row) return row.body;
  if (!(await versionOf(store, id))) throw unknownCampaign();
  throw new StillwatchError(
    'VIEW_PENDING',
    'what there is to look at of this campaign is being made still',
    'Ask again in a while: it is made after each detection, and takes about as long as one of its steps.',
  );
}

/** Which row of the campaign is the newest; undefined where there is no such campaign. */
export async function versionOf(store: Store, id: string): Promise<string | undefined> {
  const [row] = await store.query<{ version: string }>(
    'SELECT toString(detected) AS version FROM campaigns FINAL WHERE id = {id:String}',
    { params: { id } },
  );
  return row?.version;
}

export const unknownCampaign = () =>
  new StillwatchError('CAMPAIGN_UNKNOWN', 'there is no campaign of that id', 'GET /v1/campaigns lists them.');
