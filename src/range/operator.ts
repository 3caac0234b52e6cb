import type { Dials } from './dials.ts';
import type { Elsewhere } from './elsewhere.ts';
import { CUSTOMER_MEAN, Customers, Gateway } from './gateway.ts';
import { type Puppet, puppets } from './infrastructure.ts';
import { Method, type Sources } from './method.ts';
import { modelAt, NEW_MODEL, type Taste } from './models.ts';
import { Person } from './person.ts';
import { type Emit, type Member, send, type Unit } from './record.ts';
import type { Rng } from './rng.ts';
import { type Life, lives, type Round, schedule } from './rounds.ts';
import { outputOf } from './tasks.ts';
import { type Voice, voice } from './text/grammar.ts';
import { anyLanguage, DAY, HOUR, type World } from './world.ts';

interface Agent extends Puppet {
  /** The ordinary traffic of the same account: cover, or a sleeper's past. */
  cover: Person[];
  /** A human day for desynchronised traffic: its middle (UTC hours), and the account's own shift (0 to 1). */
  noon: number;
  shift: number;
  voice: Voice | null;
  /** Whether the harvest goes through it, or customers of the relay alone. */
  carries: boolean;
}

interface Job {
  n: number;
  agent: Agent;
  ms: number;
}

/** One operator: a queue of tasks, handed to whichever accounts live; in rounds, where it reads bans. */
export class Operator implements Unit {
  readonly #world: World;
  readonly #rng: Rng;
  readonly #dials: Dials;
  readonly #name: string;
  readonly #rounds: (Round & { method: Method })[];
  readonly #agents: Agent[];
  readonly #exchanges: number;
  readonly #from: number;
  readonly #taste: Taste;
  readonly #elsewhere: Elsewhere | undefined;
  /** Where the harvest hides in a relay: the relay's front, and its customers. */
  readonly #gateway: Gateway | null = null;
  readonly #customers: Customers | null = null;
  /** Desynchronised jobs wait for their day. */
  readonly #later = new Map<number, Job[]>();

  constructor(world: World, sources: Sources, accounts: number, exchanges: number, dials: Dials) {
    const rng = sources.own;
    this.#world = world;
    this.#rng = rng;
    this.#dials = dials;
    this.#name = `operator-${sources.index + 1}`;
    this.#exchanges = exchanges;
    this.#elsewhere = sources.elsewhere;
    const r = rng.child('operator');
    this.#from = world.start + r.between(0.02, 0.12) * (world.end - world.start);
    this.#taste = {
      favourite: 'opus-4.6',
      other: r.pick(['sonnet-4.6', 'opus-4.5']),
      moves: Number.POSITIVE_INFINITY,
    };
    this.#rounds = schedule(rng.child('rounds'), dials.rounds, this.#from, world.end).map(round => ({
      ...round,
      method: new Method(world, sources, exchanges, dials, round),
    }));
    const made = this.#accounts(accounts);
    // Who lives longer harvests more, and covers as much more.
    const lived = made.reduce((sum, { from, to }) => sum + to - from, 0);
    this.#agents = made.map(puppet => this.#agent(puppet, (exchanges * (puppet.to - puppet.from)) / lived));
    if (dials.relayShare > 0) {
      const ordinary = (exchanges * (1 - dials.relayShare)) / dials.relayShare;
      const count = Math.max(1, Math.round(ordinary / CUSTOMER_MEAN));
      this.#gateway = new Gateway(this.#agents, ms => this.#roundAt(ms).method.headers);
      this.#customers = new Customers(world, rng, this.#gateway, count, [this.#from, world.end]);
    }
  }

  *members(): Iterable<Member> {
    const inRelay = this.#dials.relayShare > 0;
    for (const { record } of this.#agents) yield { record, role: 'harvester', operator: this.#name, inRelay };
  }

  /** Accounts by the round of their birth: new networks mean a new seller of proxies, cards and domains. */
  #accounts(count: number): Puppet[] {
    const { lifeDays, sleeperDays, shared } = this.#dials;
    const all = lives(this.#rng, count, lifeDays, this.#rounds);
    const versions = new Map<number, Life[]>();
    for (const life of all) {
      const { networks } = this.#rounds[life.round]!.version;
      if (versions.has(networks)) versions.get(networks)!.push(life);
      else versions.set(networks, [life]);
    }
    return [...versions].flatMap(([version, lives]) => {
      const rng = version === 0 ? this.#rng : this.#rng.child('networks').child(version);
      const life = (i: number): [number, number] => [lives[i]!.from, lives[i]!.to];
      return puppets(this.#world, rng, lives.length, {
        life,
        age: sleeperDays,
        shared,
        // A new seller of proxies is one that it has nowhere else.
        elsewhere: version === 0 ? this.#elsewhere : undefined,
      });
    });
  }

  #agent(puppet: Puppet, harvest: number): Agent {
    const r = puppet.rng.child('agent');
    const { camouflage, oneContext, sleeperDays, disjoint, relayReach } = this.#dials;
    const { method } = this.#roundAt(puppet.from);
    const sender = {
      sender: puppet.sender,
      networks: () => puppet.networks.map(n => [n, 1] as const),
      instead: true,
      ...(oneContext && {
        uses: () => [{ client: method.clientOf(puppet), mode: 'chat' as const, weight: 1 }],
        only: true,
      }),
    };
    const person = (name: string, volume: { median: number; sigma: number }, active: [number, number]) =>
      new Person(this.#world, puppet.rng.child(name), { ...sender, volume, active });
    const cover: Person[] = [];
    if (camouflage > 0) {
      const median = (harvest * camouflage) / (1 - camouflage);
      cover.push(person('cover', { median, sigma: 0.25 }, [puppet.from, puppet.to]));
    }
    const past = Math.max(this.#world.start, puppet.from - sleeperDays * DAY);
    if (sleeperDays > 0 && past < puppet.from) {
      const median = (38 * (puppet.from - past)) / (this.#world.end - this.#world.start);
      cover.push(person('past', { median, sigma: 1.2 }, [past, puppet.from]));
    }
    return {
      ...puppet,
      cover,
      noon: r.float() * 24,
      shift: r.float(),
      voice: disjoint ? voice(r, anyLanguage(r)) : null,
      carries: puppet.rng.child('carries').chance(relayReach),
    };
  }

  day(day: number, emit: Emit): void {
    this.#customers?.day(day, emit);
    for (const agent of this.#agents)
      for (const person of agent.cover) person.day(day, this.#through(agent, emit, false));
    const rng = this.#rng.child('day').child(day);
    for (const job of [...this.#jobs(day, rng), ...(this.#later.get(day) ?? [])]) this.#run(job, emit);
    this.#later.delete(day);
  }

  /** In a relay, all that leaves an account has passed the gateway. */
  #through(agent: Agent, emit: Emit, harvest: boolean): Emit {
    const gateway = this.#gateway;
    if (!gateway) return (exchange, ms) => emit(exchange, ms, harvest);
    return (exchange, ms) => {
      const exit = agent.rng.child('exit').child(ms);
      emit(gateway.forward(exchange, ms, agent, exit), ms, harvest);
    };
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
    const here = this.#agents.filter(agent => agent.from < to && agent.to > from);
    const carriers = here.filter(agent => agent.carries);
    const alive = carriers.length > 0 ? carriers : here;
    for (let n = done(from); n < done(to); n++) {
      const steady = rng.between(from, to);
      const { method } = this.#roundAt(steady);
      const at = rng.chance(method.runs) ? rng.pick(runs) + rng.exponential(25_000) : steady;
      // Runs may spill past the day, and accounts change within it: draw until one lives.
      let agent = rng.pick(alive);
      for (let i = 0; i < 200 && (at < agent.from || at >= agent.to); i++) agent = rng.pick(alive);
      // Where few carry the harvest there may be none for a while: the job waits for the account, or comes before its end.
      const then = Math.min(Math.max(at, agent.from), agent.to - 1);
      const ms = this.#spread(then, agent, method.desyncHours, rng);
      const on = Math.floor((ms - this.#world.start) / DAY);
      if (on <= day) jobs.push({ n, agent, ms });
      else if (this.#later.has(on)) this.#later.get(on)!.push({ n, agent, ms });
      else this.#later.set(on, [{ n, agent, ms }]);
    }
    return jobs;
  }

  /** Desynchronisation: a later time of the account's own day, in one of the day's few sessions. */
  #spread(at: number, agent: Agent, hours: number, rng: Rng): number {
    if (hours === 0) return at;
    const shifted = at + agent.shift * hours * HOUR;
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
    const { method } = this.#roundAt(ms);
    const { text, frame } = method.prompt(n, rng, agent.voice);
    const network = rng.pick(agent.networks);
    const shot = {
      sender: agent.sender,
      client: method.clientOf(agent),
      network,
      ip: network.address(rng, ms),
      model: this.#model(ms, rng),
      conversation: `c_${rng.hex(14)}`,
      messages: [{ role: 'user' as const, content: text }],
      output: rng.lognormal(outputOf(frame), 0.55),
    };
    send(this.#world, shot, ms, rng, this.#through(agent, emit, true));
  }

  #roundAt(ms: number): Round & { method: Method } {
    return this.#rounds.findLast(({ from }) => ms >= from) ?? this.#rounds[0]!;
  }

  /** Half of the traffic asks the new model `pivotDays` after its release, most of it by five times that. */
  #model(ms: number, rng: Rng): string {
    const since = (ms - this.#world.release) / (this.#dials.pivotDays * DAY);
    const share = since <= 0 ? 0 : Math.min(0.5 * since, 0.5 + 0.4 * Math.min(1, (since - 1) / 4));
    return rng.chance(share) ? NEW_MODEL : modelAt(this.#taste, ms, rng);
  }
}
