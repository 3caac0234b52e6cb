import { hash, orgId } from './accounts.ts';
import { type Client, script } from './clients.ts';
import { type Network, site } from './networks.ts';
import type { Rng } from './rng.ts';
import { fill, name, voice } from './text/grammar.ts';
import { anyLanguage, DAY, type Place, place, type World } from './world.ts';

/** What a company's seats share. */
export interface Firm {
  size: number;
  at: Place;
  network: Network;
  org: string;
  payment: string;
  domain: string;
  /** When the seats were handed out. */
  roll: number;
  /** The internal assistant, with its system prompt. */
  client: Client;
  /** The templates of the company's own tools; {text} is the item. */
  jobs: string[];
}

export function firm(world: World, rng: Rng): Firm {
  const size = 40 + rng.int(111);
  const at = place(rng);
  const network = site(rng, at);
  const words = voice(rng, anyLanguage(rng));
  const [org, payment, domain] = [orgId(rng), hash(rng), `${name(rng).toLowerCase()}.com`];
  const roll = world.start - rng.between(10, 300) * DAY;
  const system = fill(rng.pick(words.language.systems), words, rng);
  const client = { ...script(rng), system, stream: true };
  const j = rng.child('jobs');
  const jobs = j.sample(words.language.jobs, 3).map(job => fill(job, words, j));
  return { size, at, network, org, payment, domain, roll, client, jobs };
}

/** Where the companies' draws come from, and whom a framing campaign copies: the first company of the world. */
export const firms = (world: World): Rng => world.rng.child('company');
export const victim = (world: World): Firm => firm(world, firms(world).child(0));
