import { type Client, product, script } from './clients.ts';
import type { Dials } from './dials.ts';
import type { Elsewhere } from './elsewhere.ts';
import { type Firm, victim } from './firm.ts';
import type { Puppet } from './infrastructure.ts';
import type { Rng } from './rng.ts';
import type { Round } from './rounds.ts';
import { Tasks } from './tasks.ts';
import type { Voice } from './text/grammar.ts';
import type { Frame } from './text/templates.ts';
import type { World } from './world.ts';

/** Where an operator's draws come from: its own, and what it has in common with the other operators. */
export interface Sources {
  own: Rng;
  common: Rng;
  /** The operator's number. */
  index: number;
  /** Where it works at other providers too: what it brings from there. */
  elsewhere?: Elsewhere | undefined;
}

/** How an operator works in a round: its software, its texts, its timing. */
export class Method {
  readonly #dials: Dials;
  readonly #sources: Sources;
  readonly #version: Round['version'];
  readonly #client: Client;
  readonly #tasks: Tasks;
  readonly #common: Tasks | null;
  readonly #victim: Firm | null;
  /** Share of the traffic in runs that start everywhere at once. */
  readonly runs: number;
  readonly desyncHours: number;

  constructor(world: World, sources: Sources, exchanges: number, dials: Dials, { version }: Round) {
    this.#dials = dials;
    this.#sources = sources;
    this.#version = version;
    this.#victim = dials.framing ? victim(world) : null;
    const { own, common, elsewhere } = sources;
    const { variants, languages, overlap } = dials;
    const dress = { variants, languages, pool: Math.max(1, Math.round(exchanges * 0.85)) };
    const anew = (rng: Rng) => (version.templates ? rng.child('templates').child(version.templates) : rng);
    this.#tasks = new Tasks(world, own, { ...dress, templates: anew(own), frames: elsewhere?.rng });
    this.#common = overlap > 0 ? new Tasks(world, common, { ...dress, templates: anew(common) }) : null;
    const shares = overlap > 0 && own.child('overlap').child(version.client).chance(overlap);
    const brought = elsewhere?.rng.child('brought').chance(elsewhere.shared) ? elsewhere.rng : own;
    this.#client = this.#victim?.client ?? this.#software(shares ? common : brought);
    // A changed timing starts fewer runs, and waits for the accounts' own days.
    const timing = own.child('timing').child(version.timing);
    this.runs = version.timing ? timing.between(0, 0.4) : 0.4;
    const later = version.timing ? timing.between(6, 24) * version.timing : 0;
    this.desyncHours = Math.min(72, dials.desyncHours + later);
  }

  /** An account on infrastructure of its own has software of its own, unless all copy someone's. */
  clientOf({ clean, rng }: Puppet): Client {
    if (!clean || this.#dials.laundered || this.#victim) return this.#client;
    const r = rng.child('software').child(this.#version.client);
    return { ...script(r), maxTokens: r.pick([2048, 4096, 8192, null]) };
  }

  /** The headers of the operator's gateway, where it has one. */
  get headers(): Client {
    return this.#client;
  }

  prompt(n: number, rng: Rng, own: Voice | null): { text: string; frame: Frame | null } {
    const { index } = this.#sources;
    const shared = this.#common && rng.child('common').chance(this.#dials.overlap);
    // Disjoint operators don't send each other's bodies either.
    const number = this.#common && own ? n * this.#dials.operators + index : n;
    const prompt = (shared ? this.#common! : this.#tasks).prompt(number, rng, own);
    if (!this.#victim) return prompt;
    const template = rng.child('victim').pick(this.#victim.jobs);
    return { ...prompt, text: template.replace('{text}', () => prompt.text) };
  }

  /** One library, high limits; or, laundered, a product that honest people have too. */
  #software(rng: Rng): Client {
    const r = rng.child('client').child(this.#version.client);
    if (this.#dials.laundered) return product(5, r);
    const [maxTokens, temperature] = [r.pick([4096, 8192]), r.pick([1, 0.7, null])];
    return { ...script(r), maxTokens, temperature, threads: false };
  }
}
