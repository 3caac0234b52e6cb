import type { Contained } from './bodies.ts';
import { byStrictness, type DecisionRequest, type Restriction } from './decision.ts';
import type { Facts } from './facts.ts';
import type { AuditRecord } from './records.ts';
import { State } from './state.ts';

/** What is known of an account beside what it sends. */
export interface AccountFacts {
  account: string;
  plan: string;
  program: string;
  verification: string;
}

export interface CampaignFacts {
  id: string;
  verdict: string;
  accounts: readonly (readonly [account: string, role: string])[];
}

interface InForce {
  action: string;
  campaign: string;
  /** Milliseconds since 1970. */
  from: number;
  until: number;
  untilText: string;
  one: Contained;
  /** Of marks. */
  canary: string | undefined;
}

const unknown = { plan: '', program: '', verification: '' };
/** Of several campaigns that an account stands in, the one that is told. */
const order = ['harvesting', 'watch', 'pooled-access'];

/**
 * All that a decision needs, in memory: a fold of the records, the accounts' attributes and the campaigns' roles. It is fed and
 * asks nobody, so that decisions go on while the store is down. A million accounts take about 150 MB.
 */
export class Snapshot {
  readonly state: State;
  readonly #accounts = new Map<string, number>();
  /** Accounts have few sets of attributes: each is kept once. */
  readonly #sets: Omit<AccountFacts, 'account'>[] = [unknown];
  readonly #setOf = new Map<string, number>();
  #roles = new Map<string, { id: string; role: string; verdict: string }>();
  /** By campaign with the verdict harvesting, who harvests: an account may have other roles in others. */
  #harvesters = new Map<string, ReadonlySet<string>>();
  #contained: Map<string, InForce[]> | undefined;
  #granted: Map<string, string[]> | undefined;
  #attested: Map<string, { attribute: string; until: number }[]> | undefined;
  readonly #usage = new Map<string, number>();

  constructor(state = new State()) {
    this.state = state;
  }

  get accounts(): number {
    return this.#accounts.size;
  }

  /** How many accounts stand in a campaign, in whatever role. */
  get inCampaigns(): number {
    return this.#roles.size;
  }

  take(record: AuditRecord): void {
    this.state.take(record);
    this.changed();
  }

  /** The state was changed by somebody else. */
  changed(): void {
    this.#contained = undefined;
    this.#granted = undefined;
    this.#attested = undefined;
  }

  addAccounts(rows: Iterable<AccountFacts>): void {
    for (const { account, plan, program, verification } of rows) {
      const key = JSON.stringify([plan, program, verification]);
      let set = this.#setOf.get(key);
      if (set === undefined) {
        set = this.#sets.push({ plan, program, verification }) - 1;
        this.#setOf.set(key, set);
      }
      this.#accounts.set(account, set);
    }
  }

  setCampaigns(campaigns: Iterable<CampaignFacts>): void {
    const roles = new Map<string, { id: string; role: string; verdict: string }>();
    const sorted = [...campaigns].sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
    for (const { id, verdict, accounts } of sorted)
      for (const [account, role] of accounts)
        if (!roles.has(account)) roles.set(account, { id, role, verdict });
    this.#roles = roles;
    this.#harvesters = new Map(
      sorted
        .filter(({ verdict }) => verdict === 'harvesting')
        .map(({ id, accounts }) => [
          id,
          new Set(accounts.flatMap(([account, role]) => (role === 'harvester' ? [account] : []))),
        ]),
    );
  }

  /** How much of a grant is used up, as the store says. */
  setUsage(grant: string, exchanges: number): void {
    this.#usage.set(grant, exchanges);
  }

  usage(grant: string): number {
    return this.#usage.get(grant) ?? 0;
  }

  facts(request: DecisionRequest, now: number): Facts {
    const { account, model, channel, attributes } = request;
    const attested = this.#eligible(account, now);
    return {
      account,
      model,
      channel: channel ?? '',
      attributes: attributes ? saidOf(attributes) : none,
      ...this.#sets[this.#accounts.get(account) ?? 0]!,
      attested,
      containment: this.#containment(account, now),
      mark: this.#mark(account, now),
      campaign: this.#roles.get(account),
      hold: this.#hold(model, channel ?? '', attested, now),
      grant: this.#grant(account, model, now),
    };
  }

  #containment(account: string, now: number): Facts['containment'] {
    this.#contained ??= containedOf(this.state);
    const place = this.#roles.get(account);
    let strictest: InForce | undefined;
    for (const one of this.#contained.get(account) ?? none) {
      if (one.canary) continue;
      // A later detection holds it for a bystander: it is let go, whatever was decided before.
      if (place?.role === 'bystander' && place.id === one.campaign) continue;
      if (one.from <= now && now < one.until && (!strictest || stricter(one, strictest))) strictest = one;
    }
    return (
      strictest && {
        action: strictest.action,
        campaign: strictest.campaign,
        grade: strictest.one.grade as Restriction,
        until: strictest.untilText,
        reference: strictest.one.reference,
      }
    );
  }

  /** Only of whom the latest detection still says that it harvests, in the campaign that it is marked for. */
  #mark(account: string, now: number): Facts['mark'] {
    this.#contained ??= containedOf(this.state);
    for (const { canary, action, campaign, from, until, untilText } of this.#contained.get(account) ?? none)
      if (canary && from <= now && now < until && this.#harvesters.get(campaign)?.has(account))
        return { canary, action, campaign, until: untilText };
    return undefined;
  }

  #hold(model: string, channel: string, attested: readonly string[], now: number): Facts['hold'] {
    for (const hold of this.state.holds.values()) {
      const applies =
        !hold.lifted &&
        (hold.model === '*' || isSameModel(hold.model, model)) &&
        (!hold.channel || hold.channel === channel) &&
        !(hold.lacking && attested.includes(hold.lacking)) &&
        Date.parse(hold.from) <= now &&
        (hold.until === null || now < Date.parse(hold.until));
      if (applies) return { id: hold.id, basis: hold.basis, until: hold.until };
    }
    return undefined;
  }

  #grant(account: string, model: string, now: number): Facts['grant'] {
    this.#granted ??= grantedOf(this.state);
    let used: string | undefined;
    for (const id of this.#granted.get(account) ?? none) {
      const grant = this.state.grants.get(id)!;
      const covers =
        !grant.revoked &&
        (grant.models.includes('*') || grant.models.includes(model)) &&
        Date.parse(grant.from) <= now &&
        now < Date.parse(grant.until);
      if (covers && this.usage(id) < grant.volume) return { id, beyond: false };
      if (covers) used = id;
    }
    return used ? { id: used, beyond: true } : undefined;
  }

  #eligible(account: string, now: number): readonly string[] {
    this.#attested ??= attestedOf(this.state);
    const all = this.#attested.get(account);
    return all ? all.filter(({ until }) => now < until).map(({ attribute }) => attribute) : none;
  }
}

const none: readonly never[] = [];

/** Of two as strict, the one that lasts longer is told. */
const stricter = (a: InForce, b: InForce) =>
  (byStrictness(a.one.grade, b.one.grade) || a.until - b.until) > 0;

/** Gateways name a model with or without who makes it (`openai/…`), and do not care for case. */
function isSameModel(held: string, asked: string): boolean {
  if (held === asked) return true;
  const [a, b] = [held.trim().toLowerCase(), asked.trim().toLowerCase()];
  return a === b || b.endsWith(`/${a}`);
}

const saidOf = (attributes: NonNullable<DecisionRequest['attributes']>) =>
  Object.entries(attributes)
    .map(([name, value]) => `${name}=${value}`)
    .sort();

function containedOf(state: State): Map<string, InForce[]> {
  const index = new Map<string, InForce[]>();
  for (const { id, plan, campaign, until, accounts } of state.actions.values())
    for (const [account, one] of accounts) {
      const entry = {
        action: id,
        campaign,
        from: Date.parse(one.from ?? '1970-01-01T00:00:00Z'),
        until: Date.parse(until),
        untilText: until,
        one,
        canary: state.plans.get(plan)?.canary,
      };
      const others = index.get(account);
      if (others) others.push(entry);
      else index.set(account, [entry]);
    }
  return index;
}

function grantedOf(state: State): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const { id, accounts } of state.grants.values())
    for (const account of accounts) index.set(account, [...(index.get(account) ?? []), id]);
  return index;
}

function attestedOf(state: State): Map<string, { attribute: string; until: number }[]> {
  const index = new Map<string, { attribute: string; until: number }[]>();
  const sorted = [...state.attestations.values()].sort((a, b) => (a.attribute < b.attribute ? -1 : 1));
  for (const { account, attribute, until } of sorted)
    index.set(account, [...(index.get(account) ?? []), { attribute, until: Date.parse(until) }]);
  return index;
}
