/** Something in the log's folder that is not as it was signed. */
export interface Finding {
  where: 'entry' | 'tile' | 'checkpoint' | 'published';
  /** The entry, or the first entry that it is about; of a checkpoint, its size. */
  index?: number;
  message: string;
}

/** More of one kind say no more. */
const MOST = 100;

/** Findings, with an end. */
export class Findings {
  readonly #all: Finding[] = [];
  readonly #left = new Map<Finding['where'], number>();

  add(where: Finding['where'], index: number | undefined, message: string): void {
    const have = this.#all.filter(one => one.where === where).length;
    if (have < MOST) this.#all.push({ where, ...(index !== undefined && { index }), message });
    else this.#left.set(where, (this.#left.get(where) ?? 0) + 1);
  }

  have(where: Finding['where']): boolean {
    return this.#all.some(one => one.where === where);
  }

  /** Entries and tiles by index, then checkpoints. */
  list(): Finding[] {
    const late = ({ where }: Finding) => (where === 'checkpoint' ? 1 : where === 'published' ? 2 : 0);
    const sorted = this.#all.sort(
      (one, other) => late(one) - late(other) || (one.index ?? 0) - (other.index ?? 0),
    );
    const more = [...this.#left].map(([where, count]) => ({
      where,
      message: `and ${count} more that are wrong`,
    }));
    return [...sorted, ...more];
  }
}
