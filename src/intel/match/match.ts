import { listCampaigns, type Verdict } from '../../detect/index.ts';
import type { Store } from '../../store/index.ts';
import { type Kind, traitOf } from '../kinds.ts';
import { type PartnerRecord, partnersOf, recordOf, rulingsOf } from '../trust/index.ts';
import { Matched, Pools, randomOf } from './draws.ts';
import { type Explanation, explain, recordsOf } from './explain.ts';
import { Groups } from './groups.ts';
import { type Hit, weightOf } from './score.ts';
import { compareSets, LINKED } from './sets.ts';
import { type Told, toldOf } from './told.ts';
import { Looked } from './values.ts';

/** Sets of values that a campaign's are compared with, and values of each kind that these are drawn from. */
const SETS = 999;
const SAMPLE = 20_000;
/** So many accounts are added up for all campaigns, where it takes fewer sets for it. */
const WORK = 200_000_000;
/** Campaigns that are looked at, those of most accounts first; and accounts of each that are named. */
const CAMPAIGNS = 200;
const NAMED = 1000;
/** Of the highest score, the part from which an account is one of those who show the most. */
const MOST = 0.8;

export interface Match {
  at: string;
  /** Indicators in force that can be looked for here, and accounts that were looked at. */
  indicators: number;
  accounts: number;
  partners: (PartnerRecord & { partner: string })[];
  campaigns: MatchedCampaign[];
}

/** What somebody here shows of a campaign that a partner told of. It raises attention: nothing is contained by it, and nobody convicted. */
export interface MatchedCampaign extends Told {
  partner: string;
  /** Its id in STIX; '' for indicators of no campaign. */
  id: string;
  /** Of its values, those that somebody here shows, by kind; and how many accounts show any. */
  values: Record<string, number>;
  touched: number;
  /** That its values lie together at the same accounts by chance, as values do that are as frequent here. */
  p_value: number;
  /** Who to look at, the highest first: so few would show as much by chance that at most one in twenty of these does. */
  accounts: MatchedAccount[];
  /** Campaigns here that it may be the same as. */
  linked: Linked[];
  /** What would explain it innocently: of those to look at or, where there is nobody, of those who show the most. */
  explanations: Explanation[];
}

/**
 * Whether what was told is what a campaign here shows, by p-values against sets of any values of the same kinds: what has nothing to do
 * with the campaign would be told in proportion to how many here show it.
 */
export interface Linked {
  id: string;
  verdict: Verdict;
  /** Of its accounts, those that show anything. */
  accounts: number;
  /** Templates: whoever uses the same ones, or a library of them, is linked so. 1 where none is shown. */
  templates: number;
  /** Networks, clients, mail domains: the same infrastructure. 1 where none is shown. */
  infrastructure: number;
}

export interface MatchedAccount {
  account: string;
  /** Sum over families of the strongest value's weight, times how reliable the partner was. */
  score: number;
  /** By family, what it shows: the kind, and the value in words. */
  why: Partial<Record<string, string>>;
  /** Campaigns here that it belongs to. */
  campaigns: string[];
}

export interface MatchOptions {
  data: string;
  /** The key id of our community; hashes under another key can't be looked for. */
  community?: string | undefined;
  now?: Date;
  /** Sets of values that a campaign's are compared with: the least p-value is one by one more. */
  sets?: number;
}

const familyOf = (kind: Kind): string => traitOf(kind).family;
const isContent = (kind: Kind) => familyOf(kind) === 'content';

/** Looks for what partners told of in what is stored. */
export async function match(
  store: Store,
  { data, community = '', now = new Date(), sets = SETS }: MatchOptions,
): Promise<Match> {
  const names = partnersOf(data).map(({ name }) => name);
  const looked = await Looked.open(store, { at: now.getTime(), partners: names, community });
  try {
    const found = await looked.campaigns(CAMPAIGNS);
    const members = await looked.members();
    const ours = (await listCampaigns(store)).map(({ id, verdict, accounts }) => ({
      id,
      verdict,
      members: members.get(id) ?? new Int32Array(),
      accounts: new Set(accounts.filter(({ role }) => role !== 'bystander').map(({ account }) => account)),
    }));
    const groups = new Groups(ours.map(({ members }) => members));
    const pools = new Pools(found.length ? await looked.sample(SAMPLE) : []);
    const compared: Compared[] = [];
    for (const one of found) {
      const effort = { sets, work: WORK / found.length };
      const told = await toldOf(store, one.partner, one.id);
      compared.push({ ...told, ...(await compare(looked, pools, ours, groups, one, effort)) });
    }
    const records = await recordsOf(store, [...new Set(compared.flatMap(({ seen }) => seen))]);
    const campaigns = compared.map(({ seen, ...one }) => ({ ...one, explanations: explain(records, seen) }));
    const confirmed = campaigns.flatMap(({ partner, id, linked }) =>
      linked.some(({ verdict }) => verdict === 'harvesting') ? [{ partner, campaign: id }] : [],
    );
    const ruled = await rulingsOf(store);
    const partners = names.map(partner => ({ partner, ...recordOf(partner, ruled, confirmed) }));
    const weights = new Map(partners.map(({ partner, weight }) => [partner, weight]));
    for (const { partner, accounts } of campaigns)
      for (const one of accounts) one.score = Number((one.score * weights.get(partner)!).toFixed(2));
    const byChance = (a: MatchedCampaign, b: MatchedCampaign) =>
      a.p_value - b.p_value || b.accounts.length - a.accounts.length || (a.id < b.id ? -1 : 1);
    const { indicators, accounts } = looked;
    return { at: now.toISOString(), indicators, accounts, partners, campaigns: campaigns.sort(byChance) };
  } finally {
    await looked.close();
  }
}

type Ours = { id: string; verdict: Verdict; accounts: ReadonlySet<string>; members: Int32Array };

/** `seen`: those whom explanations are of. */
type Compared = Omit<MatchedCampaign, 'explanations'> & { seen: string[] };

async function compare(
  looked: Looked,
  pools: Pools,
  ours: readonly Ours[],
  groups: Groups,
  { partner, id }: { partner: string; id: string },
  effort: { sets: number; work: number },
): Promise<Omit<Compared, keyof Told>> {
  const values = await looked.valuesOf(partner, id);
  const hits = values.map(({ kind, accounts }) => ({
    kind,
    accounts,
    weight: weightOf(accounts.length, looked.accounts),
  }));
  const met = groups.met([...new Set(hits.flatMap(({ accounts }) => [...accounts]))]);
  // One account is no group that could be the same.
  const near = [...ours.keys()].filter(g => (met.get(g) ?? 0) > 1);
  const parts = [hits.filter(({ kind }) => isContent(kind)), hits.filter(({ kind }) => !isContent(kind))];
  const matched = new Matched(pools, new Set(values.map(({ key }) => key)), looked.accounts);
  const random = randomOf(`${partner} ${id}`);
  const { scores, together, like, from } = await compareSets(
    { hits, parts, near, groups, matched, random },
    { ...effort, named: NAMED },
  );
  const shown = scores
    .filter(([, score]) => score >= from)
    .sort(([a, x], [b, y]) => y - x || looked.byNumber(a, b))
    .slice(0, NAMED);
  // Where chance shows as much nobody is listed: what there is to see is still of those who show the most.
  const highest = scores.reduce((highest, [, score]) => Math.max(highest, score), 0);
  const seen = shown.length
    ? shown
    : scores
        .filter(([, score]) => score >= MOST * highest)
        .sort(([a], [b]) => looked.byNumber(a, b))
        .slice(0, NAMED);
  const names = await looked.named(
    partner,
    id,
    seen.map(([account]) => account),
  );
  const accounts = shown.map(([number, score]) => ({
    account: names.get(number)!,
    score,
    why: whyOf(values, hits, number),
    campaigns: ours.filter(({ accounts }) => accounts.has(names.get(number)!)).map(({ id }) => id),
  }));
  const [templates, infrastructure] = like;
  const linked = near
    .map((g, i) => ({
      id: ours[g]!.id,
      verdict: ours[g]!.verdict,
      accounts: met.get(g)!,
      templates: templates![i]!,
      infrastructure: infrastructure![i]!,
    }))
    .filter(({ templates, infrastructure }) => Math.min(templates, infrastructure) <= LINKED / 2)
    .sort(
      (a, b) => a.infrastructure - b.infrastructure || a.templates - b.templates || b.accounts - a.accounts,
    );
  const counts: Record<string, number> = {};
  for (const { kind } of values) counts[kind] = (counts[kind] ?? 0) + 1;
  return {
    partner,
    id,
    values: counts,
    touched: scores.length,
    p_value: together,
    accounts,
    linked,
    seen: [...names.values()],
  };
}

/** By family, the strongest thing that an account shows. */
function whyOf(
  values: readonly { kind: Kind; value: string }[],
  hits: readonly Hit[],
  account: number,
): Record<string, string> {
  const best = new Map<string, { weight: number; words: string }>();
  values.forEach(({ kind, value }, i) => {
    const { weight, accounts } = hits[i]!;
    const family = familyOf(kind);
    if (Array.prototype.includes.call(accounts, account) && weight > (best.get(family)?.weight ?? 0))
      best.set(family, { weight, words: `${kind} ${value}` });
  });
  return Object.fromEntries([...best].map(([family, { words }]) => [family, words]));
}
