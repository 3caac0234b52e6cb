import type { Desk } from '../policy/index.ts';
import { rows } from '../store/index.ts';
import type { Leak } from './document.ts';
import type { CampaignRow } from './kept.ts';
import { membersOf } from './make/members.ts';

type Made = Pick<CampaignRow, 'id' | 'detected'>;

/** Different hours in which containments came into force that one statement asks for. */
const HOURS = 32;

/**
 * What campaigns' harvesters sent before they were contained, and after. Told by the hour: all of the one in which a containment
 * came into force counts as before.
 */
export class Leaks {
  readonly #desk: Desk;
  /** By campaign: good for one version of what is known, until the next containment begins or ends. */
  readonly #kept = new Map<string, { version: string; until: string; leak: Promise<Leak> }>();

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  of(campaign: Made): Promise<Leak> {
    const now = this.#desk.now().toISOString();
    // Records are only ever added.
    const version = `${campaign.detected} ${this.#desk.state.last}`;
    const known = this.#kept.get(campaign.id);
    if (known?.version === version && now < known.until) return known.leak;
    const { first, inForce, until } = this.#containments(campaign.id, now);
    const leak = this.#sums(campaign, first, inForce);
    this.#kept.set(campaign.id, { version, until, leak });
    leak.catch(() => this.#kept.delete(campaign.id));
    return leak;
  }

  /** By account the first hour that a containment was in force in; who has one in force now; and when that changes by itself. */
  #containments(campaign: string, now: string) {
    const first = new Map<string, number>();
    const inForce = new Set<string>();
    let until = '9999';
    const from = (account: string, time: string) => {
      const hour = Math.floor(Date.parse(time) / 3_600_000);
      first.set(account, Math.min(hour, first.get(account) ?? hour));
    };
    for (const action of this.#desk.state.actions.values()) {
      // Who is marked goes on as before.
      const isMarked = this.#desk.state.plans.get(action.plan)?.canary !== undefined;
      if (action.campaign !== campaign || isMarked) continue;
      const isOn = !action.expired && action.until > now;
      if (isOn && action.until < until) until = action.until;
      for (const [account, { from: begins = action.at }] of action.accounts) {
        if (begins > now) {
          if (begins < until) until = begins;
          continue;
        }
        from(account, begins);
        if (isOn) inForce.add(account);
      }
      // Of what was undone, that which had begun.
      for (const { account, at, from: begins } of action.undone) if (begins < at) from(account, begins);
    }
    return { first, inForce, until };
  }

  async #sums(
    campaign: Made,
    first: ReadonlyMap<string, number>,
    inForce: ReadonlySet<string>,
  ): Promise<Leak> {
    const hours = [...new Set(first.values())].sort((a, b) => a - b);
    let [before, after, harvesters, contained] = [0, 0, 0, 0];
    for (let start = 0; start === 0 || start < hours.length; start += HOURS) {
      const some = hours.slice(start, start + HOURS);
      const stream = this.#desk.store.stream(
        // One after the other: a function of hours over an account's would copy all of its hours for each.
        `SELECT account, toFloat64(arraySum(sent)), [${some.map(hour => `toFloat64(arraySum((n, hour) -> if(hour > ${hour}, n, 0), sent, hours))`).join(', ')}]::Array(Float64)
         FROM ${membersOf(campaign)} WHERE role = 'harvester' ORDER BY account`,
        'RowBinary',
      );
      const sent = rows(stream, reader => ({
        account: reader.string(),
        all: reader.f64(),
        later: Array.from({ length: reader.u8() }, () => reader.f64()),
      }));
      for await (const { account, all, later } of sent) {
        if (start === 0) {
          harvesters++;
          contained += Number(inForce.has(account));
          before += all;
        }
        const place = some.indexOf(first.get(account) ?? -1);
        if (place < 0) continue;
        before -= later[place]!;
        after += later[place]!;
      }
    }
    return { campaign: campaign.id, before, after, contained_accounts: contained, accounts: harvesters };
  }
}
