import type { Campaign, NearestMiss } from './document.ts';
import { whoOf } from './established.ts';
import type { Found } from './found.ts';
import type { Seen } from './part.ts';
import type { Part } from './streams.ts';

export interface Look {
  /** Not named yet; and which streams belong to each. */
  campaigns: Campaign[];
  streams: bigint[][];
  /** Ids of known campaigns that an innocent explanation is not ruled out for any more. */
  cleared: Set<string>;
  groupsTested: number;
  priors: Record<Part, number>;
  nearestMiss: NearestMiss | null;
}

/** Of the smaller's accounts, what two must share to be one campaign; of a campaign's, what is explained. */
const SAME = 0.5;
/** Of both: then they are of the same accounts, and everything tells more of what these send. Or of one, which is a part then. */
const ALIKE = 0.8;
/** Whoever should have sent so many requests made with the templates, and is not seen to, is somebody else. */
const ENOUGH = 20;
/** Where more of those that everything took in are strangers, others' requests lie in one stream with the harvest's. */
const MIXED = 0.1;
/** Where of what accounts send less is asked with the templates, most of it is somebody else's: a pool's customers, or their own. */
const HARDLY = 1 / 5;
/** So much better established is one that is believed in place of the other. */
const BETTER = 100;

/**
 * What looks at everything and at requests made with templates show together: each campaign once. A group that an innocent
 * explanation is not ruled out for, by all that it sends, is no campaign for a part of that.
 */
export function together(everything: Seen, templates: Seen): Look {
  const found = [...everything.found];
  for (const one of templates.found) {
    const who = whoOf(one.campaign);
    if (everything.explained.some(accounts => both(who, accounts) > SAME * who.length)) continue;
    const others = found.filter(other => shared(who, whoOf(other.campaign)) > SAME);
    if (others.length === 0) found.push(one);
    else if (others.every(({ campaign }) => one.parts.includes(campaign))) {
      // Templates show the whole.
      const error_bound = Math.min(...[one, ...others].map(({ campaign }) => campaign.error_bound));
      for (const other of others) found.splice(found.indexOf(other), 1);
      found.push({ ...one, campaign: { ...one.campaign, error_bound } });
    } else if (others.length === 1) found.splice(found.indexOf(others[0]!), 1, eitherOf(others[0]!, one));
  }
  found.sort((a, b) => a.campaign.error_bound - b.campaign.error_bound);
  const misses = [everything.nearestMiss, templates.nearestMiss].flatMap(miss => miss ?? []);
  return {
    campaigns: found.map(({ campaign }) => campaign),
    streams: found.map(({ streams }) => streams),
    cleared: new Set([...everything.cleared, ...templates.cleared].filter(id => id !== '')),
    groupsTested: everything.groupsTested + templates.groupsTested,
    priors: { everything: everything.prior, templates: templates.prior },
    nearestMiss: misses.sort((a, b) => a.error_bound - b.error_bound)[0] ?? null,
  };
}

/** Of one campaign, seen in both ways, which tells who belongs; with the better of the bounds. */
function eitherOf(everything: Found, templates: Found): Found {
  const [a, b] = [everything.campaign, templates.campaign];
  const isHarvest = (one: Campaign) => one.verdict === 'harvesting';
  if (isHarvest(a) !== isHarvest(b)) {
    const [harvest, other] = isHarvest(a) ? [everything, templates] : [templates, everything];
    if (other.campaign.verdict !== 'pooled-access') return harvest;
    return { ...harvest, campaign: withPool(harvest.campaign, other.campaign) };
  }
  const error_bound = Math.min(a.error_bound, b.error_bound);
  const told = everything.without(notShown(a, b));
  const one = tellsMore(told.campaign, b) ? told : templates;
  return { ...one, campaign: { ...one.campaign, error_bound } };
}

/** Whether what everything shows of a campaign is to be believed, and not what templates show. */
function tellsMore(everything: Campaign, templates: Campaign): boolean {
  const [who, others] = [whoOf(everything), whoOf(templates)];
  const common = both(who, others);
  const strangers = everything.accounts.filter(
    ({ because }) => because === 'asks-otherwise' || because === 'used-otherwise',
  ).length;
  if (common >= ALIKE * others.length && strangers > MIXED * (who.length + strangers)) return false;
  if (common >= ALIKE * Math.max(who.length, others.length))
    return total(sentIn(templates)) >= HARDLY * total(sentIn(everything));
  // What templates show of a campaign that only everything established has its bound, and is no more than a part of it.
  if (everything.error_bound <= templates.error_bound) return true;
  return everything.error_bound < BETTER * templates.error_bound && who.length >= others.length;
}

/**
 * Accounts that everything takes for harvesters and that are not seen to be of the templates' campaign, though they send enough; where
 * there are such and templates show nearly all of the campaign, the others too that they do not show. Nobody, where templates show
 * others as well.
 */
function notShown(everything: Campaign, templates: Campaign): Set<string> {
  const [all, asked] = [sentIn(everything), sentIn(templates)];
  let [whole, made, common] = [0, 0, 0];
  for (const [account, exchanges] of asked) {
    if (!all.has(account)) continue;
    whole += all.get(account)!;
    made += exchanges;
    common++;
  }
  if (common < ALIKE * asked.size) return new Set();
  // Who is not surely one of them asks with their templates all the same.
  const unsure = new Set(templates.accounts.flatMap(one => (one.because === 'uncertain' ? one.account : [])));
  const unseen = [...all].filter(([account]) => !asked.has(account) && !unsure.has(account));
  const strangers = unseen.filter(([, n]) => (n * made) / whole >= ENOUGH);
  const isMany = (some: readonly unknown[]) => some.length > MIXED * all.size;
  // What templates show of a campaign that only everything established may be a part of it.
  if (isMany(strangers) && everything.error_bound <= templates.error_bound) return new Set();
  const areAll = strangers.length > 0 && !isMany(unseen);
  return new Set((areAll ? unseen : strangers).map(([account]) => account));
}

/** By account of who harvests: how much of what it sent belongs. */
const sentIn = ({ accounts }: Campaign) =>
  new Map(
    accounts
      .filter(({ role }) => role === 'harvester')
      .map(({ account, exchanges = 0 }) => [account, exchanges]),
  );

const total = (sent: ReadonlyMap<string, number>) => [...sent.values()].reduce((sum, n) => sum + n, 0);

/** A harvest, with the other accounts of the pool that it runs through: they are its bystanders. */
function withPool(harvest: Campaign, pool: Campaign): Campaign {
  const known = new Set(harvest.accounts.map(({ account }) => account));
  const others = pool.accounts
    .filter(({ account }) => !known.has(account))
    .map(one => ({ ...one, role: 'bystander' as const, because: 'pool' as const, exchanges: undefined }));
  return { ...harvest, accounts: [...harvest.accounts, ...others] };
}

/** Accounts that both have. */
function both(a: readonly string[], b: readonly string[]): number {
  const accounts = new Set(a);
  return b.reduce((sum, account) => sum + Number(accounts.has(account)), 0);
}

/** The same, as a share of the smaller. */
const shared = (a: readonly string[], b: readonly string[]) => both(a, b) / Math.min(a.length, b.length);
