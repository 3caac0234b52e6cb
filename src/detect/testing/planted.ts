import { uniforms } from './draws.ts';
import { type StreamInput, worldOf } from './world.ts';

/** Accounts in a planted group. */
export const PLANTED = 24;

/**
 * 300 ordinary accounts, each in one of many networks with one of a few clients, and groups of 24 planted among them
 * that share an opening and, by cells, a card. Members have an ordinary stream too, as an account under cover has.
 */
export function planted({
  seed,
  groups = 1,
  cells = 8,
  innocent = false,
  times = 1,
}: {
  seed: number;
  groups?: number;
  /** So many cards are in use in a group. */
  cells?: number;
  /** The same accounts, without what the plant shares. */
  innocent?: boolean;
  /** So many times as many ordinary accounts, networks and phrases: more to compare with. */
  times?: number;
}) {
  const uniform = uniforms(seed);
  const pick = (n: number) => Math.floor(uniform() * n);
  const ordinary = (): StreamInput => ({
    exchanges: 8 + pick(60),
    shows: [
      `shared-network:${pick(40 * times)}`,
      `shared-client:${pick(6)}`,
      `shared-phrase:${pick(80 * times)}`,
      `shared-email-domain:${pick(10)}`,
    ],
    burstiness: 0.3 + 0.4 * uniform(),
    sittings: 2 + pick(4),
    logOutput: 4 + 2 * uniform(),
    standalone: pick(5),
    activeDays: 1 + pick(20),
  });
  const harvest = (group: number, i: number): StreamInput => ({
    ...ordinary(),
    exchanges: 40 + pick(10),
    shows: innocent
      ? ordinary().shows!
      : [
          `shared-opening:queue-${group}`,
          `shared-system-prompt:queue-${group}`,
          `shared-client:script-${group}`,
          `shared-payment:card-${group}-${i % cells}`,
          `shared-network:${pick(40 * times)}`,
        ],
    burstiness: -0.2 + 0.1 * uniform(),
    sittings: 30,
    standalone: 38,
    logOutput: 7,
  });
  // Scattered, so that members do not lie side by side.
  const total = 300 * times + groups * PLANTED;
  const role = new Array<number>(total).fill(-1);
  for (let g = 0; g < groups; g++)
    for (let i = 0; i < PLANTED; ) {
      const at = pick(total);
      if (role[at] !== -1) continue;
      role[at] = g;
      i++;
    }
  const next = new Array<number>(groups).fill(0);
  const found: number[][] = Array.from({ length: groups }, () => []);
  let stream = 0;
  const accounts = role.map(group => {
    if (group === -1) {
      stream++;
      return [ordinary()];
    }
    found[group]!.push(stream);
    stream += 2;
    return [harvest(group, next[group]!++), ordinary()];
  });
  const [members, ...others] = found.map(list => Uint32Array.from(list));
  return { ...worldOf(accounts), members: members!, others };
}
