import { z } from 'zod';
import { StillwatchError } from '../../errors.ts';
import { readText, replace } from '../../files.ts';
import { unusable } from './unusable.ts';

/** Values that a partner may ask for. */
export interface Budget {
  /** A day (UTC). */
  perDay: number;
  perEpoch: number;
}

/** A partner has asked for as many values as it may. */
export class BudgetSpent extends StillwatchError {
  /** When to ask again; null: in another epoch. */
  readonly again: Date | null;

  constructor(message: string, mend: string, again: Date | null) {
    super('PSI_BUDGET', message, mend);
    this.again = again;
  }
}

const count = z.int().nonnegative();
const shape = z.strictObject({
  v: z.literal(1),
  partners: z.array(
    z.strictObject({
      name: z.string(),
      day: z.iso.date(),
      today: count,
      epochs: z.array(z.strictObject({ name: z.string(), spent: count })),
    }),
  ),
});
type Partner = z.infer<typeof shape>['partners'][number];

/**
 * How much each partner has asked for, on disk before anything is done for it, so that neither a restart nor a power failure
 * forgets any. One process at a time.
 */
export class Spent {
  readonly #path: string;
  readonly #now: () => Date;
  readonly #partners: Map<string, Partner>;

  /** @throws StillwatchError PSI_STATE: who forgets what was spent lets others guess on */
  constructor(path: string, now = () => new Date()) {
    this.#path = path;
    this.#now = now;
    let kept: z.infer<typeof shape>;
    try {
      const text = readText(path);
      kept = text === undefined ? { v: 1, partners: [] } : shape.parse(JSON.parse(text));
    } catch {
      throw unusable(
        path,
        'does not say how much partners have asked for',
        'Restore it from a backup; or remove it and begin a new epoch, so that nothing can be guessed twice under one key.',
      );
    }
    this.#partners = new Map(kept.partners.map(partner => [partner.name, partner]));
  }

  /** How many values are left for now. */
  left(name: string, epoch: string, budget: Budget): number {
    const { today, epochs } = this.#of(name);
    const spent = epochs.find(one => one.name === epoch)?.spent ?? 0;
    return Math.max(0, Math.min(budget.perDay - today, budget.perEpoch - spent));
  }

  /** @throws BudgetSpent, and then nothing is spent */
  charge(name: string, epoch: string, values: number, { perDay, perEpoch }: Budget): void {
    const partner = this.#of(name);
    let its = partner.epochs.find(one => one.name === epoch);
    if (!its) partner.epochs.push((its = { name: epoch, spent: 0 }));
    if (values > perEpoch - its.spent)
      throw new BudgetSpent(
        `${values} values are more than the ${Math.max(0, perEpoch - its.spent)} that are left of ${perEpoch} in this epoch`,
        'Ask for fewer, or when the partner has begun another epoch.',
        null,
      );
    if (values > perDay - partner.today) {
      const again = new Date(Date.parse(`${partner.day}T00:00:00Z`) + 86_400_000);
      throw new BudgetSpent(
        `${values} values are more than the ${Math.max(0, perDay - partner.today)} that are left of ${perDay} today`,
        values > perDay ? `Ask for at most ${perDay} a day.` : `Ask again after ${again.toISOString()}.`,
        again,
      );
    }
    its.spent += values;
    partner.today += values;
    this.#partners.set(name, partner);
    replace(this.#path, JSON.stringify({ v: 1, partners: [...this.#partners.values()] }));
  }

  /** As of today. A clock that is set back gives nothing back. */
  #of(name: string): Partner {
    const day = this.#now().toISOString().slice(0, 10);
    const known = this.#partners.get(name) ?? { name, day, today: 0, epochs: [] };
    return day > known.day ? { ...known, day, today: 0 } : known;
  }
}
