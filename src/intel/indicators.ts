import type { Campaign } from '../detect/index.ts';
import { selectExchanges } from '../detect/index.ts';
import type { Community } from '../exchange/index.ts';
import { type Store, temporary } from '../store/index.ts';
import { behind, makeViews, readView, type TraitColumn, type TraitsView } from '../views/index.ts';
import { type Kind, kindOf, kinds, traitOf } from './kinds.ts';
import { MEMBERS } from './members.ts';
import type { Indicator } from './model.ts';

/** A value that fewer accounts of the campaign show would tell of these rather than of the campaign. */
export const FEWEST = 5;
/** A value that more of the others show tells nothing: it is a popular tool's. */
const COMMON = 0.005;
/** Phrases of a campaign, those of most accounts first. A template has a few dozen words. */
const PHRASES = 256;

/** What the campaign's accounts show and few others do, strongest first: its traits, and the phrases of its prompts. */
export async function indicatorsOf(
  store: Store,
  campaign: Campaign,
  community: Community | undefined,
): Promise<Indicator[]> {
  const view = await traitsOf(store, campaign.id);
  const [inside, outside] = [view.accounts.length, Math.max(1, view.outside)];
  const columns = [...view.traits, ...(community ? await phrasesOf(store, campaign.id) : [])];
  return columns
    .flatMap(column => {
      const kind = kindOf.get(column.trait);
      const others = column.others / outside;
      if (!kind || column.accounts < FEWEST || others > COMMON) return [];
      const value = shownAs(kind, column, community);
      return value ? [{ kind, ...value, share: column.accounts / inside, others }] : [];
    })
    .map(one => ({
      ...one,
      first_seen: campaign.first_seen,
      last_seen: campaign.last_seen,
      valid_until: after(campaign.last_seen, kinds[one.kind].days),
      level: kinds[one.kind].level,
    }))
    .sort((a, b) => b.share * Math.log(1 / (b.others + 1e-6)) - a.share * Math.log(1 / (a.others + 1e-6)));
}

/** A hash goes out only under a key that others have: without a community there is none. */
function shownAs(kind: Kind, { value, hash }: Column, community: Community | undefined) {
  if (!('keyed' in kinds[kind])) return isChosen(kind) && !isOfNobody(value) ? undefined : { value };
  return community && { value: hash, key: community.id };
}

const isChosen = (kind: Kind): boolean => kind === 'client' || kind === 'tls';

/**
 * Whether a text that clients choose may go out as it is. Some write an address of theirs or a key into their user agent: what has an @,
 * or a word as long as a key with a digit in it, stays here.
 */
export const isOfNobody = (value: string): boolean =>
  /^[\x20-\x7e]{1,256}$/.test(value) && !/@|%40|(?=[\w-]*\d)[\w-]{20,}/.test(value.replace(JA4, ''));
const JA4 = /^[a-z0-9]{10}_[0-9a-f]{12}_[0-9a-f]{12}$/;

/**
 * Exchanges by model, of those that several accounts outside the campaign use too. The name of a model that is made for somebody says
 * for whom (`ft:…:acme:…`): these are counted together, as `other`.
 */
export async function modelsOf(
  store: Store,
  { id, models }: Pick<Campaign, 'id' | 'models'>,
): Promise<Record<string, number>> {
  const rows = await store.query<{ model: string }>(
    `SELECT model FROM exchanges
     WHERE model IN (SELECT arrayJoin({models:Array(String)})) AND account NOT IN ${MEMBERS}
     GROUP BY model HAVING uniqUpTo(${FEWEST})(account) >= ${FEWEST}`,
    { params: { campaign: id, models: Object.keys(models) } },
  );
  const known = new Set(rows.map(({ model }) => model));
  const told: Record<string, number> = {};
  for (const [model, n] of Object.entries(models)) {
    const name = known.has(model) ? model : 'other';
    told[name] = (told[name] ?? 0) + n;
  }
  return told;
}

type Column = Omit<TraitColumn, 'family'>;

async function traitsOf(store: Store, id: string): Promise<TraitsView> {
  const row = (await behind(store)).find(one => one.id === id);
  if (row) await makeViews(store, row);
  return JSON.parse(await readView(store, id, 'traits')) as TraitsView;
}

/** Phrases that several of its accounts use, with how many others do. */
async function phrasesOf(store: Store, id: string): Promise<Column[]> {
  const selection = await selectExchanges(store, id);
  if (!selection) return [];
  const table = temporary('phrases');
  const { sql, name } = traitOf('phrase');
  try {
    await store.command(`CREATE TABLE ${table} (value UInt64, inside UInt64) ENGINE = Memory`);
    await store.insertSelect(
      table,
      `SELECT value, uniqExact(account) AS inside FROM (SELECT account, ${sql} AS value FROM exchanges WHERE ${selection.where})
       GROUP BY value HAVING inside >= ${FEWEST} ORDER BY inside DESC, value LIMIT ${PHRASES}`,
    );
    const rows = await store.query<{ hash: string; accounts: number; all: number }>(
      `SELECT lower(hex(value)) AS hash, any(inside) AS accounts, count() AS all FROM (
         SELECT account, arrayJoin(arrayFilter(one -> one IN (SELECT value FROM ${table}), shingles)) AS value FROM exchanges
         GROUP BY account, value) AS used
       INNER JOIN ${table} AS theirs USING value GROUP BY value`,
    );
    return rows.map(({ hash, accounts, all }) => ({
      trait: name,
      value: hash,
      hash: hash.padStart(16, '0'),
      accounts,
      others: Math.max(0, all - accounts),
    }));
  } finally {
    await store.command(`DROP TABLE IF EXISTS ${table}`);
    await selection.drop();
  }
}

const after = (time: string, days: number) => new Date(Date.parse(time) + days * 86_400_000).toISOString();
