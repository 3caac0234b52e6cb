import type { Rng } from './rng.ts';
import { DAY } from './world.ts';

/** What an operator can change when it thinks that this gave accounts away. */
export const aspects = ['client', 'templates', 'networks', 'timing'] as const;
type Aspect = (typeof aspects)[number];

/** A stretch in which the operator works in one way; at its end it finds a share of its accounts contained. */
export interface Round {
  from: number;
  to: number;
  caught: number;
  /** How often each aspect has changed until now. */
  version: Record<Aspect, number>;
}

/**
 * Ban feedback without a detector: the schedule of an operator who reads containment as an oracle. Each round burns
 * 30 to 90% of the accounts, and one to three aspects are other ones in the next. What is changed is drawn and
 * not deduced: the operator doesn't know what gave it away either, and the range may not know any detector.
 */
export function schedule(rng: Rng, rounds: number, from: number, end: number): Round[] {
  const edge = (k: number) => {
    if (k === 0 || k === rounds) return k === 0 ? from : end;
    return from + ((k + rng.child('edge').child(k).between(-0.25, 0.25)) / rounds) * (end - from);
  };
  const version = { client: 0, templates: 0, networks: 0, timing: 0 };
  return Array.from({ length: rounds }, (_, k) => {
    const r = rng.child(k);
    if (k > 0) for (const aspect of r.sample(aspects, 1 + r.int(3))) version[aspect]++;
    return { from: edge(k), to: edge(k + 1), caught: r.between(0.3, 0.9), version: { ...version } };
  });
}

export interface Life {
  from: number;
  to: number;
  /** The round it was made for: an account that replaces a burned one starts as the next round would. */
  round: number;
}

/**
 * When each of `accounts` accounts starts and ends. Slots run side by side; a slot's next account starts when the one
 * before is burned, after `lifeDays` or by a ban at the end of a round. The last of a slot stays until the end.
 */
export function lives(rng: Rng, accounts: number, lifeDays: number, rounds: Round[]): Life[] {
  const [from, end] = [rounds[0]!.from, rounds.at(-1)!.to];
  if (rounds.length === 1) return aged(rng, accounts, lifeDays, from, end);
  const list: Life[] = [];
  // Slots until there are accounts enough; the last slot is cut short.
  for (let slot = 0; list.length < accounts; slot++) {
    const r = rng.child('ban').child(slot);
    let [born, made] = [from, 0];
    const parts: Life[] = [];
    for (const [k, round] of rounds.entries()) {
      if (k < rounds.length - 1 && !r.child(k).chance(round.caught)) continue;
      // Containment comes account by account, over up to half a day.
      const over = Math.min(0.5 * DAY, (round.to - round.from) / 2);
      const to = k === rounds.length - 1 ? end : round.to - r.child(k).child('when').float() * over;
      parts.push(...cut(r.child(k), born, to, lifeDays).map(life => ({ ...life, round: made })));
      [born, made] = [to, k + 1];
    }
    const room = accounts - list.length;
    list.push(...parts.slice(0, room));
    if (parts.length > room) list.at(-1)!.to = end;
  }
  // Neighbours sign up together: those of one wave.
  return list.sort((a, b) => a.from - b.from);
}

/** No bans: as many slots as `lifeDays` leaves room for. */
function aged(rng: Rng, accounts: number, lifeDays: number, from: number, end: number): Life[] {
  const life = Math.min(lifeDays * DAY, end - from);
  const slots = Math.max(1, Math.round((accounts * life) / (end - from)));
  const generations = Math.ceil(accounts / slots);
  const edge = (slot: number, generation: number) => {
    if (generation <= 0) return from;
    if (generation >= generations) return end;
    const jitter = rng.child('burn').child(slot).child(generation).between(-0.3, 0.3);
    return from + ((generation + jitter) / generations) * (end - from);
  };
  return Array.from({ length: accounts }, (_, i) => {
    const [slot, generation] = [i % slots, Math.floor(i / slots)];
    const last = i + slots >= accounts;
    return { from: edge(slot, generation), to: last ? end : edge(slot, generation + 1), round: 0 };
  });
}

/** A stretch in parts of about `lifeDays` each. */
function cut(rng: Rng, from: number, to: number, lifeDays: number): { from: number; to: number }[] {
  const parts = Math.max(1, Math.ceil((to - from) / (lifeDays * DAY)));
  const edge = (i: number) =>
    i === 0 ? from : i === parts ? to : from + ((i + rng.child(i).between(-0.3, 0.3)) / parts) * (to - from);
  return Array.from({ length: parts }, (_, i) => ({ from: edge(i), to: edge(i + 1) }));
}
