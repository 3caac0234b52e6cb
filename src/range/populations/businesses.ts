import { accountRecord, hash, orgId } from '../accounts.ts';
import { type Client, script } from '../clients.ts';
import { modelAt, type Taste, taste } from '../models.ts';
import { type Network, server } from '../networks.ts';
import { type AccountRecord, type Emit, type Member, send, type Unit } from '../record.ts';
import type { Rng } from '../rng.ts';
import { fill, name, passage, type Voice, voice } from '../text/grammar.ts';
import { DAY, HOUR, languageOf, place, type World } from '../world.ts';
import { type Population, unitsUntil } from './population.ts';

/** One company's machine traffic: a template with slots, a nightly batch, a trickle by day; one to eight accounts. */
export const businesses: Population = {
  name: 'businesses',
  about:
    'companies with their own system prompt and template: nightly batches, single turns, service accounts, rates with a heavy tail',
  units: (world, rng, accounts) =>
    unitsUntil(accounts, i => {
      const r = rng.child(i).child('size');
      // Every fiftieth is a giant: in a world of ten thousand accounts it is a third to a half of its model's load.
      if (i % 50 === 49) return new Business(world, rng.child(i), 1, { times: r.between(60, 150) });
      return new Business(world, rng.child(i), r.chance(0.15) ? 2 + r.int(7) : 1);
    }),
};

interface Service {
  record: AccountRecord;
  key: string;
  network: Network;
  client: Client;
  taste: Taste;
  job: string;
  system: string | null;
  /** Batch items a night, live calls a day, the batch's hour, seconds between items, median output. */
  batch: number;
  live: number;
  hour: number;
  pace: number;
  output: number;
}

/**
 * How much more than the least a company asks for: Pareto, as measured rates of clients are. Most are small, and a
 * few send most. The cap is some 3,000 requests a day, so that
 * one client doesn't set the size of a small world.
 */
const scale = (rng: Rng): number => Math.min(190, 0.45 / (1 - rng.float()));

/** What a scenario may prescribe of a business. */
export interface Trade {
  /** How many times what a small one asks for. */
  times?: number;
  program?: string;
  /** Batch items a night. */
  batch?: number;
  output?: number;
  client?: Partial<Client>;
  job?: (rng: Rng, words: Voice) => string;
  /** One item of the batch. */
  item?: (rng: Rng, words: Voice) => string;
}

export class Business implements Unit {
  readonly #world: World;
  readonly #rng: Rng;
  readonly #words: Voice;
  readonly #services: Service[];
  readonly #trade: Trade;

  constructor(world: World, rng: Rng, size: number, trade: Trade = {}) {
    this.#world = world;
    this.#rng = rng;
    this.#trade = trade;
    const r = rng.child('business');
    const at = place(r);
    this.#words = voice(r, languageOf(at.index, r));
    const [org, payment, domain] = [orgId(r), hash(r), `${name(r).toLowerCase()}.com`];
    const [network, client, preferred] = [server(r), script(r), taste(world, r)];
    const times = trade.times ?? (trade.batch ? 1 : scale(rng.child('scale')));
    // Who asks in bulk stays on the model that was tested, mostly an older or a smaller one.
    const bulk: Taste = {
      favourite: rng
        .child('bulk')
        .pick(['opus-4.5', 'sonnet-4.5', 'haiku-4.5'].slice(0, trade.times ? 2 : 3)),
      other: preferred.other,
      moves: Number.POSITIVE_INFINITY,
    };
    this.#services = Array.from({ length: size }, (_, i) => {
      const s = rng.child('service').child(i);
      const given = {
        org,
        payment,
        emailDomain: domain,
        plan: s.pick(['tier-2', 'tier-3', 'tier-4']),
        verification: 'business',
        program: trade.program,
      };
      return {
        record: accountRecord(world, s, at, given),
        key: `key_${s.child('key').hex(12)}`,
        network: s.chance(0.7) ? network : server(s),
        client: { ...(s.chance(0.7) ? client : script(s)), ...trade.client },
        taste: times > 10 ? bulk : preferred,
        job: trade.job?.(s, this.#words) ?? fill(s.pick(this.#words.language.jobs), this.#words, s),
        system: s.chance(0.8) ? fill(s.pick(this.#words.language.systems), this.#words, s) : null,
        batch: trade.batch ?? (s.chance(0.7) || trade.times ? times * s.lognormal(11, 0.7) : 0),
        live: times * s.lognormal(3, 0.7),
        hour: s.float() * 24,
        pace: s.lognormal(3, 0.8) / Math.max(1, times / 20),
        output: trade.output ?? s.lognormal(180, 0.7),
      };
    });
  }

  *members(): Iterable<Member> {
    for (const { record } of this.#services) yield { record, role: 'ordinary' };
  }

  day(day: number, emit: Emit): void {
    const midnight = this.#world.start + day * DAY;
    const weekend = [0, 6].includes(new Date(midnight).getUTCDay());
    for (const [i, service] of this.#services.entries()) {
      const rng = this.#rng.child('day').child(day).child(i);
      // Cron: the same hour each night, a minute's drift; the batch is what came in that day.
      let at = midnight + service.hour * HOUR + rng.exponential(40_000);
      for (let n = rng.poisson(service.batch * rng.lognormal(0.9, 0.4)); n > 0; n--) {
        this.#call(service, at, rng, emit);
        at += 1000 * rng.exponential(service.pace);
      }
      for (let n = rng.poisson(service.live * (weekend ? 0.4 : 1.2)); n > 0; n--)
        this.#call(
          service,
          midnight + ((service.hour + 12 + 3.5 * rng.normal() + 48) % 24) * HOUR,
          rng,
          emit,
        );
    }
  }

  #call(service: Service, at: number, rng: Rng, emit: Emit): void {
    const { record, key, network, client, job, system, output } = service;
    if (at < Date.parse(record.created)) return;
    const text = this.#trade.item?.(rng, this.#words) ?? passage(this.#words, rng, 1 + rng.int(6));
    const shot = {
      sender: { account: record.account, org: record.org, apiKey: key },
      client,
      network,
      ip: network.address(rng, at),
      model: modelAt(service.taste, at, rng),
      conversation: null,
      system,
      messages: [{ role: 'user' as const, content: job.replace('{text}', () => text) }],
      output: rng.lognormal(output, 0.5),
    };
    send(this.#world, shot, at, rng, emit);
  }
}
