import { type Reader, rows, type Store, temporary } from '../store/index.ts';
import type { Campaign } from './document.ts';
import { BY_IT, WAY } from './exchanges.ts';
import type { Found } from './found.ts';
import { inChunks } from './keys.ts';
import type { Scope } from './streams.ts';

/** A repertoire is a harvest's where harvesters make so much of all that is asked with it … */
const THEIRS = 1 / 2;
/** … and so many of its accounts ask with one again and again: what a few of them ask with is their own. */
const USED = 1 / 3;
const AGAIN = 3;
/** Whoever asks so seldom with the templates is somebody else: if the others asked half as often, chance would do it so rarely. */
const CHANCE = 0.05;
/** Where more of those that were taken for harvesters are, only who asks a third as much as is usual is shown to harvest. */
const MANY = 1 / 20;
const SCARCELY = 1 / 3;
/**
 * A harvest has ways of its own where so many of its requests go in few. Some of its accounts may have another; who asks less than is
 * usual as well is somebody else. One request or two have no way.
 */
const MOSTLY = 2 / 3;
const LESS = 2 / 3;

/**
 * Harvests without the accounts that do not ask as they do: seldom or never with their templates, though they send enough to be seen to,
 * or in other ways. In a pool the customers' requests can lie in one stream with the harvest's, so that accounts which carry none of it
 * look like those that do; a benchmark's runners can ask some of a harvest's questions; and a stranger can share much else.
 * @param templated the requests made with templates, with their repertoires
 */
export async function withoutStrangers(
  store: Store,
  templated: Scope,
  found: readonly Found[],
): Promise<Found[]> {
  const who = new Set(found.flatMap(({ campaign }) => harvestersOf(campaign).map(({ account }) => account)));
  if (who.size === 0) return [...found];
  const asked = await loadAsked(store, templated, who);
  return found.map(one => {
    const strangers = strangersOf(one.campaign, asked);
    return strangers.size > 0 ? one.without(strangers) : one;
  });
}

/** Requests made with templates, until a time. */
export interface Asked {
  by: Map<string, Asks[]>;
  /** By repertoire, whoever asks. */
  all: Map<bigint, number>;
  /** Seconds since 1970. */
  until: number;
}

/** What one account asks with one repertoire in one way. */
interface Asks {
  repertoire: bigint;
  way: bigint;
  n: number;
  /** Seconds since 1970. */
  first: number;
}

async function loadAsked(
  store: Store,
  { table, where, to }: Scope,
  who: ReadonlySet<string>,
): Promise<Asked> {
  const u64 = (reader: Reader) => BigInt(reader.u32()) | (BigInt(reader.u32()) << 32n);
  const all = new Map<bigint, number>();
  const sums = store.stream(
    `SELECT repertoire, toUInt32(count()) FROM ${table} WHERE ${where} GROUP BY repertoire`,
    'RowBinary',
  );
  for await (const [repertoire, n] of rows(sums, reader => [u64(reader), reader.u32()] as const))
    all.set(repertoire, n);
  const by = new Map<string, Asks[]>();
  const members = temporary('members');
  try {
    await store.command(`CREATE TABLE ${members} (account String) ENGINE = MergeTree ORDER BY account`);
    for (const names of inChunks([...who]))
      await store.insertSelect(members, 'SELECT arrayJoin({names:Array(String)})', { params: { names } });
    const answer = store.stream(
      `SELECT account, repertoire, ${WAY}, toUInt32(count()), toFloat64(toUnixTimestamp64Milli(min(time)) / 1000)
       FROM ${table} WHERE ${where} AND account IN (SELECT account FROM ${members}) GROUP BY ALL`,
      'RowBinary',
    );
    for await (const { account, ...asks } of rows(answer, reader => ({
      account: reader.string(),
      repertoire: u64(reader),
      way: u64(reader),
      n: reader.u32(),
      first: reader.f64(),
    }))) {
      const known = by.get(account);
      if (known) known.push(asks);
      else by.set(account, [asks]);
    }
  } finally {
    await store.command(`DROP TABLE IF EXISTS ${members}`);
  }
  return { by, all, until: to };
}

/** Of an account that was taken for a harvester. */
interface Member {
  account: string;
  /** That were counted to the campaign. */
  exchanges: number;
  /** Requests made with its templates; of these, those that go in its ways; and how long ago the first was, in seconds. */
  made: number;
  inWays: number;
  age: number;
}

/** Who of a harvest does not ask as it does. Nobody, where it has no templates. */
export function strangersOf(campaign: Campaign, asked: Asked): Set<string> {
  const who = membersOf(campaign, asked);
  const users = who.filter(({ made }) => made >= AGAIN);
  if (users.length === 0 || users.length < USED * who.length) return new Set();
  const usual = middle(users.map(({ made }) => made));
  const pace = middle(users.map(({ made, age }) => made / age));
  const rate = middle(users.map(({ made, exchanges }) => made / exchanges));
  // Who has just begun has not sent what the others have, and who sends more of its own need not harvest more.
  const byNow = ({ made, age }: Member) => (made < AGAIN ? usual : Math.min(usual, pace * age));
  const ofThis = ({ exchanges }: Member) => (campaign.templates ? usual : rate * exchanges);
  const seldom = who.filter(one => {
    const half = Math.min(byNow(one), ofThis(one)) / 2;
    return one.made < half && atMost(one.made, half) < CHANCE;
  });
  const scarcely = who.filter(one => one.made < SCARCELY * byNow(one));
  const otherwise = hasWays(users)
    ? who.filter(({ made, inWays }) => made >= AGAIN && made < LESS * usual && inWays < SCARCELY * made)
    : [];
  const strangers = [...(seldom.length > MANY * who.length ? scarcely : seldom), ...otherwise];
  return new Set(strangers.map(({ account }) => account));
}

function membersOf(campaign: Campaign, { by, all, until }: Asked): Member[] {
  const who = harvestersOf(campaign).map(({ account, exchanges = 0 }) => ({ account, exchanges }));
  const of = (account: string) => by.get(account) ?? [];
  // Of all harvests: operators can share tools and topics, and then none of them makes half of what is asked with these.
  const theirs = new Map<bigint, number>();
  for (const { repertoire, n } of [...by.values()].flat())
    theirs.set(repertoire, (theirs.get(repertoire) ?? 0) + n);
  const own = (account: string) =>
    of(account).filter(({ repertoire }) => theirs.get(repertoire)! >= THEIRS * all.get(repertoire)!);
  const ways = new Map<bigint, number>();
  let total = 0;
  for (const { account } of who)
    for (const { way, n } of own(account)) {
      ways.set(way, (ways.get(way) ?? 0) + n);
      total += n;
    }
  const sum = (asks: Asks[]) => asks.reduce((sum, { n }) => sum + n, 0);
  return who.map(one => {
    const asks = own(one.account);
    return {
      ...one,
      made: sum(asks),
      inWays: sum(asks.filter(({ way }) => ways.get(way)! >= BY_IT * total)),
      age: until - Math.min(until, ...asks.map(({ first }) => first)),
    };
  });
}

/** Whether a harvest has ways of its own: most of its requests go in few. */
function hasWays(users: readonly Member[]): boolean {
  const sum = (of: (one: Member) => number) => users.reduce((total, one) => total + of(one), 0);
  return sum(({ inWays }) => inWays) >= MOSTLY * sum(({ made }) => made);
}

const harvestersOf = ({ accounts }: Campaign) => accounts.filter(({ role }) => role === 'harvester');

const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;

/** Chance of no more than `count` where `mean` are expected (Poisson). */
function atMost(count: number, mean: number): number {
  let [term, sum] = [-mean, Math.exp(-mean)];
  for (let k = 1; k <= count; k++) {
    term += Math.log(mean / k);
    sum += Math.exp(term);
  }
  return sum;
}
