import { type Client, product, script } from './clients.ts';
import type { Dials } from './dials.ts';
import { type Puppet, puppets } from './infrastructure.ts';
import { modelAt, NEW_MODEL, type Taste } from './models.ts';
import { Person } from './person.ts';
import { type Emit, type Member, send, type Unit } from './record.ts';
import type { Rng } from './rng.ts';
import { outputOf, Tasks } from './tasks.ts';
import { type Voice, voice } from './text/grammar.ts';
import { anyLanguage, DAY, HOUR, type World } from './world.ts';

interface Agent extends Puppet {
  /** The ordinary traffic of the same account: cover, or a sleeper's past. */
  cover: Person[];
  client: Client;
  /** A human day for desynchronised traffic: its middle (UTC hours), and the account's own shift. */
  noon: number;
  shift: number;
  voice: Voice | null;
}

interface Job {
  n: number;
  agent: Agent;
  ms: number;
}

/** One operator: a queue of tasks, handed to whichever accounts live. */
export class Operator implements Unit {
  readonly #world: World;
  readonly #rng: Rng;
  readonly #dials: Dials;
  readonly #name: string;
  readonly #agents: Agent[];
  readonly #tasks: Tasks;
  readonly #exchanges: number;
  readonly #from: number;
  readonly #taste: Taste;
  /** Desynchronised jobs wait for their day. */
  readonly #later = new Map<number, Job[]>();

  constructor(world: World, rng: Rng, accounts: number, exchanges: number, dials: Dials, name: string) {
    this.#world = world;
    this.#rng = rng;
    this.#dials = dials;
    this.#name = name;
    this.#exchanges = exchanges;
    const r = rng.child('operator');
    this.#from = world.start + r.between(0.02, 0.12) * (world.end - world.start);
    this.#tasks = new Tasks(world, rng, dials.variants, Math.max(1, Math.round(exchanges * 0.85)));
    this.#taste = {
      favourite: 'opus-4.6',
      other: r.pick(['sonnet-4.6', 'opus-4.5']),
      moves: Number.POSITIVE_INFINITY,
    };
    // One library, high limits; or, laundered, a product that honest people have too.
    const library = script(r);
    const client: Client = dials.laundered
      ? product(5, r)
      : { ...library, maxTokens: r.pick([4096, 8192]), temperature: r.pick([1, 0.7, null]), threads: false };
    const life = this.#lives(accounts);
    const made = puppets(world, rng, accounts, { life, age: dials.sleeperDays, shared: dials.shared });
    this.#agents = made.map(puppet => this.#agent(puppet, client, exchanges / accounts));
  }

  *members(): Iterable<Member> {
    for (const { record } of this.#agents) yield { record, role: 'harvester', operator: this.#name };
  }

  /** Slots run side by side; a slot's next account starts when the one before is burned. */
  #lives(accounts: number): (i: number) => [number, number] {
    const [from, end] = [this.#from, this.#world.end];
    const life = Math.min(this.#dials.lifeDays * DAY, end - from);
    const slots = Math.max(1, Math.round((accounts * life) / (end - from)));
    const generations = Math.ceil(accounts / slots);
    const edge = (slot: number, generation: number) => {
      if (generation <= 0) return from;
      if (generation >= generations) return end;
      const jitter = this.#rng.child('burn').child(slot).child(generation).between(-0.3, 0.3);
      return from + ((generation + jitter) / generations) * (end - from);
    };
    return i => {
      const [slot, generation] = [i % slots, Math.floor(i / slots)];
      // The last account of a slot stays until the end.
      const last = i + slots >= accounts;
      return [edge(slot, generation), last ? end : edge(slot, generation + 1)];
    };
  }

  #agent(puppet: Puppet, client: Client, harvest: number): Agent {
    const r = puppet.rng.child('agent');
    const { camouflage, sleeperDays, laundered, disjoint, desyncHours } = this.#dials;
    const sender = {
      sender: puppet.sender,
      networks: () => puppet.networks.map(n => [n, 1] as const),
      instead: true,
    };
    const cover: Person[] = [];
    if (camouflage > 0) {
      const volume = { median: (harvest * camouflage) / (1 - camouflage), sigma: 0.25 };
      cover.push(
        new Person(this.#world, puppet.rng.child('cover'), {
          ...sender,
          volume,
          active: [puppet.from, puppet.to],
        }),
      );
    }
    const past = Math.max(this.#world.start, puppet.from - sleeperDays * DAY);
    if (sleeperDays > 0 && past < puppet.from) {
      const volume = {
        median: (38 * (puppet.from - past)) / (this.#world.end - this.#world.start),
        sigma: 1.2,
      };
      cover.push(
        new Person(this.#world, puppet.rng.child('past'), { ...sender, volume, active: [past, puppet.from] }),
      );
    }
    return {
      ...puppet,
      cover,
      client:
        puppet.clean && !laundered ? { ...script(r), maxTokens: r.pick([2048, 4096, 8192, null]) } : client,
      noon: r.float() * 24,
      shift: r.float() * desyncHours,
      voice: disjoint ? voice(r, anyLanguage(r)) : null,
    };
  }

  day(day: number, emit: Emit): void {
    for (const { cover } of this.#agents)
      for (const person of cover) person.day(day, (exchange, ms) => emit(exchange, ms, false));
    const rng = this.#rng.child('day').child(day);
    for (const job of [...this.#jobs(day, rng), ...(this.#later.get(day) ?? [])]) this.#run(job, emit);
    this.#later.delete(day);
  }

  /** Today's part of the queue: a steady stream around the clock, and a few runs that start everywhere at once. */
  #jobs(day: number, rng: Rng): Job[] {
    const start = this.#world.start + day * DAY;
    const [from, to] = [Math.max(start, this.#from), start + DAY];
    if (from >= to) return [];
    const done = (ms: number) =>
      Math.round((this.#exchanges * (ms - this.#from)) / (this.#world.end - this.#from));
    const runs = Array.from({ length: 1 + rng.int(4) }, () => rng.between(from, to));
    const jobs: Job[] = [];
    const alive = this.#agents.filter(agent => agent.from < to && agent.to > from);
    for (let n = done(from); n < done(to); n++) {
      const at = rng.chance(0.4) ? rng.pick(runs) + rng.exponential(25_000) : rng.between(from, to);
      // Runs may spill past the day, and accounts change within it: draw until one lives.
      let agent = rng.pick(alive);
      for (let i = 0; i < 200 && (at < agent.from || at >= agent.to); i++) agent = rng.pick(alive);
      const ms = this.#spread(at, agent, rng);
      const on = Math.floor((ms - this.#world.start) / DAY);
      if (on <= day) jobs.push({ n, agent, ms });
      else if (this.#later.has(on)) this.#later.get(on)!.push({ n, agent, ms });
      else this.#later.set(on, [{ n, agent, ms }]);
    }
    return jobs;
  }

  /** Desynchronisation: a later time of the account's own day, in one of the day's few sessions. */
  #spread(at: number, agent: Agent, rng: Rng): number {
    const hours = this.#dials.desyncHours;
    if (hours === 0) return at;
    const shifted = at + agent.shift * HOUR;
    if (!rng.chance(hours / 24)) return Math.min(shifted, agent.to - 1);
    const day = Math.floor((shifted - this.#world.start) / DAY);
    const sitting = agent.rng.child('sitting').child(day).child(rng.int(2));
    const hour = (agent.noon + 3.5 * sitting.normal() + 48) % 24;
    const ms = this.#world.start + day * DAY + hour * HOUR + rng.exponential(6 * 60_000);
    // Never before the job was queued, nor after the account's end.
    return Math.max(at, Math.min(ms, agent.to - 1));
  }

  #run({ n, agent, ms }: Job, emit: Emit): void {
    const rng = this.#rng.child('job').child(n);
    const { text, frame } = this.#tasks.prompt(n, rng, agent.voice);
    const network = rng.pick(agent.networks);
    const shot = {
      sender: agent.sender,
      client: agent.client,
      network,
      ip: network.address(rng, ms),
      model: this.#model(ms, rng),
      conversation: `c_${rng.hex(14)}`,
      messages: [{ role: 'user' as const, content: text }],
      output: rng.lognormal(outputOf(frame), 0.55),
    };
    send(shot, ms, rng, emit, true);
  }

  /** Half of the traffic asks the new model `pivotDays` after its release, most of it by five times that. */
  #model(ms: number, rng: Rng): string {
    const since = (ms - this.#world.release) / (this.#dials.pivotDays * DAY);
    const share = since <= 0 ? 0 : Math.min(0.5 * since, 0.5 + 0.4 * Math.min(1, (since - 1) / 4));
    return rng.chance(share) ? NEW_MODEL : modelAt(this.#taste, ms, rng);
  }
}
