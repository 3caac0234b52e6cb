import { StillwatchError } from '../errors.ts';

/** A dial of the adversary, in its natural unit. `none` is the letter's campaign, `full` the hardest. */
export interface Dial {
  about: string;
  none: number;
  full: number;
  min: number;
  max: number;
  /** Half of the dial is the geometric middle (counts), not the arithmetic one. */
  log?: boolean;
  /** Only whole numbers. */
  whole?: boolean;
  /** The dial is off (`none`) or between these two, the milder one first. */
  on?: [mild: number, full: number];
}

export const dials = {
  camouflage: {
    about: "share of an account's exchanges that are ordinary, on top of its harvest",
    none: 0,
    full: 0.99,
    min: 0,
    max: 0.99,
  },
  oneContext: {
    about: '1: what is ordinary goes through the client of the harvest, with its parameters',
    none: 0,
    full: 1,
    min: 0,
    max: 1,
    whole: true,
  },
  shared: {
    about: 'share of accounts on shared networks, cards, mail domains and clients',
    none: 1,
    full: 0,
    min: 0,
    max: 1,
  },
  laundered: {
    about: '1: the fingerprint and parameters of a popular tool that honest people use',
    none: 0,
    full: 1,
    min: 0,
    max: 1,
    whole: true,
  },
  desyncHours: {
    about: 'hours over which accounts are shifted; from 24 on all traffic keeps a human day in sessions',
    none: 0,
    full: 72,
    min: 0,
    max: 72,
  },
  pivotDays: {
    about: 'days until half of the traffic asks the new model',
    none: 1,
    full: 30,
    min: 0.1,
    max: 365,
  },
  variants: {
    about: 'wordings of each template',
    none: 1,
    full: 1000,
    min: 1,
    max: 100_000,
    log: true,
    whole: true,
  },
  languages: {
    about: 'languages over which the wordings of a template are spread, tasks with them',
    none: 1,
    full: 5,
    min: 1,
    max: 5,
    whole: true,
  },
  disjoint: {
    about: '1: no body twice, and every account has subjects of its own',
    none: 0,
    full: 1,
    min: 0,
    max: 1,
    whole: true,
  },
  lifeDays: {
    about: 'days until an account is burned and replaced',
    none: 45,
    full: 1,
    min: 0.5,
    max: 3650,
    log: true,
  },
  sleeperDays: {
    about: 'age of accounts at their first harvest, with an innocent past',
    none: 0,
    full: 180,
    min: 0,
    max: 3650,
  },
  relayShare: {
    about:
      "0: own accounts. Else the harvest's share of all that a relay's accounts send, among its customers",
    none: 0,
    full: 0.01,
    min: 0,
    max: 0.5,
    on: [0.5, 0.01],
  },
  relayReach: {
    about: "share of the relay's accounts that the harvest goes through; the others carry customers alone",
    none: 1,
    full: 0.1,
    min: 0.05,
    max: 1,
  },
  rounds: {
    about:
      'rounds; after each a part of the accounts is burned, and what the operator thinks gave them away changes',
    none: 1,
    full: 10,
    min: 1,
    max: 50,
    whole: true,
  },
  framing: {
    about: "1: a company's templates, system prompt and client are copied (docs/range.md: the victim)",
    none: 0,
    full: 1,
    min: 0,
    max: 1,
    whole: true,
  },
  operators: {
    about: 'operators at once, each with its own share of the accounts',
    none: 1,
    full: 5,
    min: 1,
    max: 50,
    whole: true,
  },
  overlap: {
    about: "share of several operators' tasks, templates and clients that they have in common",
    none: 0,
    full: 1,
    min: 0,
    max: 1,
  },
} satisfies Record<string, Dial>;

export type DialName = keyof typeof dials;
export type Dials = Record<DialName, number>;

/** Every dial's value: as given, else the letter's. An unknown name or a value out of bounds is refused. */
export function readDials(given: Record<string, number> = {}): Dials {
  const known: Record<string, Dial> = dials;
  for (const [name, value] of Object.entries(given)) {
    const dial = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!dial)
      throw usage(`the campaign has no dial ${name}`, `Its dials are ${Object.keys(dials).join(', ')}.`);
    const { min, max, whole, on, none, about } = dial;
    const inside = value >= min && value <= max && (!whole || Number.isInteger(value));
    if (!inside || (on && value !== none && !(value >= Math.min(...on) && value <= Math.max(...on))))
      throw usage(
        `${name} is ${value}`,
        `It is ${on ? `${none}, or ` : ''}${whole ? 'a whole number' : 'a number'} from ${on ? Math.min(...on) : min} to ${max}: ${about}.`,
      );
  }
  const none = Object.fromEntries(Object.entries(dials).map(([name, dial]) => [name, dial.none]));
  return { ...none, ...given } as Dials;
}

/** A dial turned from 0 (the letter) to 1 (full), in its natural unit. */
export function turned(name: DialName, x: number): number {
  const { none, full, log, whole, on }: Dial = dials[name];
  // What is off at 0 has no middle with off: it turns from its mildest value.
  if (on) return x === 0 ? none : on[0] * (on[1] / on[0]) ** x;
  const value = log ? none * (full / none) ** x : none + (full - none) * x;
  return whole ? Math.round(value) : value;
}

const usage = (message: string, mend: string) => new StillwatchError('USAGE', message, mend);
