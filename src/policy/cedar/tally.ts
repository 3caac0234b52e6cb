import { byStrictness, type Decision, type Kind } from '../decision.ts';

export interface Treatment {
  decision: Kind;
  obligations: string[];
}

export interface Change {
  from: Treatment;
  to: Treatment;
  accounts: number;
  exchanges: number;
}

export interface AffectedAccount {
  account: string;
  /** Those that would have been treated differently, and all of its in that time. */
  exchanges: number;
  of: number;
  /** The change that most of them are of. */
  from: Kind;
  to: Kind;
}

/** Counts who would have been treated differently; accounts come in passes, each in one of them. */
export class Tally {
  accounts = 0;
  exchanges = 0;
  changedAccounts = 0;
  changedExchanges = 0;
  readonly #top: number;
  readonly #decisions = new Map<Kind, { before: number; after: number }>();
  readonly #changes = new Map<string, Change>();
  /** Of the pass: by account, all its exchanges, and those of each change. */
  #pass = new Map<string, { all: number; changed: Map<Change, number> | undefined }>();
  #affected: AffectedAccount[] = [];

  constructor(top: number) {
    this.#top = top;
  }

  add(account: string, exchanges: number, from: Decision, to: Decision): void {
    this.exchanges += exchanges;
    let entry = this.#pass.get(account);
    if (!entry) this.#pass.set(account, (entry = { all: 0, changed: undefined }));
    entry.all += exchanges;
    this.#countOf(from).before += exchanges;
    this.#countOf(to).after += exchanges;
    const before = treatmentKey(from);
    const after = treatmentKey(to);
    if (before === after) return;
    this.changedExchanges += exchanges;
    const key = `${before} > ${after}`;
    let change = this.#changes.get(key);
    if (!change) {
      change = { from: treatmentOf(from), to: treatmentOf(to), accounts: 0, exchanges: 0 };
      this.#changes.set(key, change);
    }
    change.exchanges += exchanges;
    entry.changed ??= new Map();
    entry.changed.set(change, (entry.changed.get(change) ?? 0) + exchanges);
  }

  /** The accounts of a pass are all seen: only the most affected are kept. */
  endPass(): void {
    this.accounts += this.#pass.size;
    for (const [account, { all, changed }] of this.#pass) {
      if (!changed) continue;
      this.changedAccounts++;
      const sorted = [...changed].sort(([, a], [, b]) => b - a);
      for (const [change] of sorted) change.accounts++;
      const exchanges = sorted.reduce((sum, [, n]) => sum + n, 0);
      const [{ from, to }] = sorted[0]!;
      this.#affected.push({ account, exchanges, of: all, from: from.decision, to: to.decision });
      if (this.#affected.length > 8 * this.#top + 1000) this.#keepTop();
    }
    this.#keepTop();
    this.#pass = new Map();
  }

  get decisions(): { decision: Kind; before: number; after: number }[] {
    return [...this.#decisions]
      .map(([decision, counts]) => ({ decision, ...counts }))
      .sort((a, b) => byStrictness(a.decision, b.decision));
  }

  get changes(): Change[] {
    return [...this.#changes.values()].sort(
      (a, b) =>
        b.exchanges - a.exchanges ||
        byStrictness(b.to.decision, a.to.decision) ||
        byStrictness(b.from.decision, a.from.decision),
    );
  }

  get affected(): AffectedAccount[] {
    return this.#affected;
  }

  #countOf({ decision }: Decision) {
    let counts = this.#decisions.get(decision);
    if (!counts) this.#decisions.set(decision, (counts = { before: 0, after: 0 }));
    return counts;
  }

  #keepTop(): void {
    this.#affected.sort((a, b) => b.exchanges - a.exchanges || (a.account < b.account ? -1 : 1));
    this.#affected.length = Math.min(this.#affected.length, this.#top);
  }
}

/** Decisions alike to whoever meets them: why does not matter. */
const treatmentKey = ({ decision, obligations }: Decision): string => `${decision} ${obligations.join(' ')}`;

const treatmentOf = ({ decision, obligations }: Decision): Treatment => ({ decision, obligations });
