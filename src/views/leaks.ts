import type { Desk } from '../policy/index.ts';
import { rows } from '../store/index.ts';
import { Cache } from './cache.ts';
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
  readonly #cache = new Cache<{ before: number; after: number; harvesters: readonly string[] }>(256);

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  async of(campaign: Made): Promise<Leak> {
    const now = this.#desk.now().toISOString();
    const { first, inForce } = this.#containments(campaign.id, now);
    // Records are only ever added, and with time containments come into force.
    const version = `${campaign.detected} ${this.#desk.state.last} ${first.size}`;
    const { before, after, harvesters } = await this.#cache.get(campaign.id, version, () =>
      this.#sums(campaign, first),
    );
    return {
      campaign: campaign.id,
      before,
      after,
      contained_accounts: harvesters.reduce((n, account) => n + Number(inForce.has(account)), 0),
      accounts: harvesters.length,
    };
  }

  /** By account the first hour that a containment was in force in; and who has one in force now. */
  #containments(campaign: string, now: string): { first: Map<string, number>; inForce: Set<string> } {
    const first = new Map<string, number>();
    const inForce = new Set<string>();
    const from = (account: string, time: string) => {
      const hour = Math.floor(Date.parse(time) / 3_600_000);
      first.set(account, Math.min(hour, first.get(account) ?? hour));
    };
    for (const action of this.#desk.state.actions.values()) {
      if (action.campaign !== campaign) continue;
      for (const [account, { from: begins = action.at }] of action.accounts) {
        if (begins > now) continue;
        from(account, begins);
        if (!action.expired && action.until > now) inForce.add(account);
      }
      // Of what was undone, that which had begun.
      for (const { account, at, from: begins } of action.undone) if (begins < at) from(account, begins);
    }
    return { first, inForce };
  }

  async #sums(campaign: Made, first: ReadonlyMap<string, number>) {
    const hours = [...new Set(first.values())].sort((a, b) => a - b);
    const harvesters: string[] = [];
    let [before, after] = [0, 0];
    for (let start = 0; start === 0 || start < hours.length; start += HOURS) {
      const some = hours.slice(start, start + HOURS);
      const stream = this.#desk.store.stream(
        `SELECT account, toFloat64(arraySum(sent)), arrayMap(of -> toFloat64(arraySum((n, hour) -> if(hour > of, n, 0), sent, hours)), [${some.map(hour => `toUInt32(${hour})`).join(', ')}]::Array(UInt32))
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
          harvesters.push(account);
          before += all;
        }
        const place = some.indexOf(first.get(account) ?? -1);
        if (place < 0) continue;
        before -= later[place]!;
        after += later[place]!;
      }
    }
    return { before, after, harvesters };
  }
}
