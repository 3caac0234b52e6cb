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
}

export const dials = {
  camouflage: {
    about: "share of an account's exchanges that are ordinary, on top of its harvest",
    none: 0,
    full: 0.99,
    min: 0,
    max: 0.99,
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
  variants: { about: 'wordings of each template', none: 1, full: 1000, min: 1, max: 100_000, log: true },
  disjoint: {
    about: '1: no body twice, and every account has subjects of its own',
    none: 0,
    full: 1,
    min: 0,
    max: 1,
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
  operators: {
    about: 'operators at once, each with its own share of the accounts',
    none: 1,
    full: 5,
    min: 1,
    max: 50,
  },
} satisfies Record<string, Dial>;

export type DialName = keyof typeof dials;
export type Dials = Record<DialName, number>;

const whole: DialName[] = ['variants', 'operators', 'disjoint', 'laundered'];

/** Every dial's value: as given, else the letter's. An unknown name or a value out of bounds is refused. */
export function readDials(given: Record<string, number> = {}): Dials {
  const known: Record<string, Dial> = dials;
  for (const [name, value] of Object.entries(given)) {
    const dial = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!dial)
      throw usage(`the campaign has no dial ${name}`, `Its dials are ${Object.keys(dials).join(', ')}.`);
    if (
      !(value >= dial.min && value <= dial.max) ||
      (whole.includes(name as DialName) && !Number.isInteger(value))
    )
      throw usage(
        `${name} is ${value}`,
        `It is ${whole.includes(name as DialName) ? 'a whole number' : 'a number'} from ${dial.min} to ${dial.max}: ${dial.about}.`,
      );
  }
  const none = Object.fromEntries(Object.entries(dials).map(([name, dial]) => [name, dial.none]));
  return { ...none, ...given } as Dials;
}

/** A dial turned from 0 (the letter) to 1 (full), in its natural unit. */
export function turned(name: DialName, x: number): number {
  const { none, full, log }: Dial = dials[name];
  const value = log ? none * (full / none) ** x : none + (full - none) * x;
  return whole.includes(name) ? Math.round(value) : value;
}

const usage = (message: string, mend: string) => new StillwatchError('USAGE', message, mend);
