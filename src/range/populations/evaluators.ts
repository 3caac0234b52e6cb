import { script } from '../clients.ts';
import { NEW_MODEL } from '../models.ts';
import { home, type Network, server } from '../networks.ts';
import { Person } from '../person.ts';
import { type Emit, type Member, send, type Unit } from '../record.ts';
import type { Rng } from '../rng.ts';
import { fill, request, voice } from '../text/grammar.ts';
import { anyLanguage, DAY, place, type World } from '../world.ts';
import type { Population } from './population.ts';

/** Public benchmarks: everyone who runs one sends the same bodies, in much the same order. */
const BENCHMARKS = 3;

export const evaluators: Population = {
  name: 'evaluators',
  about:
    'accounts that each run one of three public benchmarks: same bodies, single turns, temperature 0, level volumes',
  units: (world, rng, accounts) => {
    const benchmarks = Array.from({ length: BENCHMARKS }, (_, i) =>
      benchmark(world, rng.child('benchmark').child(i)),
    );
    return Array.from({ length: accounts }, (_, i) => {
      const r = rng.child(i);
      return new Evaluator(world, r, benchmarks[r.child('which').int(BENCHMARKS)]!);
    });
  },
};

function benchmark(world: World, rng: Rng): string[] {
  const { tasks } = world.prompts;
  const words = voice(rng, anyLanguage(rng));
  const suffix = rng.chance(0.7) ? `\n${fill(rng.pick(words.language.constraints), words, rng)}` : '';
  return Array.from({ length: 100 + rng.int(60) }, () => {
    const item =
      tasks.length > 0 && rng.chance(0.5) ? rng.pick(tasks) : request(words, rng, { greet: false });
    return item + suffix;
  });
}

interface Run {
  ms: number;
  model: string;
  items: string[];
  /** Requests in flight at once, seconds each. */
  width: number;
}

class Evaluator implements Unit {
  readonly #world: World;
  readonly #rng: Rng;
  readonly #person: Person;
  readonly #runs: Run[];

  constructor(world: World, rng: Rng, items: string[]) {
    this.#world = world;
    this.#rng = rng;
    // Three in ten also use the account by hand, a little.
    this.#person = new Person(world, rng, {
      volume: { median: rng.child('hand').chance(0.3) ? 10 : 0.01, sigma: 1 },
    });
    const r = rng.child('runs');
    const created = Math.max(Date.parse(this.#person.record().created), world.start);
    this.#runs = Array.from({ length: r.chance(0.2) ? 2 : 1 }, () => {
      const ms = r.between(created, world.end - DAY / 4);
      const latest = ms > world.release ? NEW_MODEL : 'opus-4.5';
      return {
        ms,
        model: r.pick(['opus-4.6', 'sonnet-4.6', 'haiku-4.5', latest]),
        items: r.chance(0.2) ? items.slice(0, Math.ceil(items.length * r.between(0.3, 0.9))) : items,
        width: 1 + r.int(16),
      };
    });
  }

  members = (): Iterable<Member> => this.#person.members();

  day(day: number, emit: Emit): void {
    this.#person.day(day, emit);
    const midnight = this.#world.start + day * DAY;
    for (const run of this.#runs) if (run.ms >= midnight && run.ms < midnight + DAY) this.#play(run, emit);
  }

  #play({ ms, model, items, width }: Run, emit: Emit): void {
    const rng = this.#rng.child('run').child(ms);
    const { account, org } = this.#person.record();
    const c = this.#rng.child('client');
    const where = place(this.#rng.child('place'));
    const network: Network = c.chance(0.5) ? home(where, c) : server(c);
    const client = { ...script(c), temperature: 0, maxTokens: c.pick([1024, 2048, 4096, null]) };
    const sender = { account, org, apiKey: `key_${this.#rng.child('key').hex(12)}` };
    const ip = network.address(rng, ms);
    let at = ms;
    for (const content of items) {
      const output = rng.lognormal(320, 0.8);
      const messages = [{ role: 'user' as const, content }];
      const shot = { sender, client, network, ip, model, conversation: null, messages, output };
      send(this.#world, shot, at, rng, emit);
      at += (1000 + output * 15) * (rng.exponential(1) / width);
    }
  }
}
