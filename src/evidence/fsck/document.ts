/** What `stillwatch fsck --json` prints: the public contract. */
export interface Fsck {
  /** Whether everything that is logged holds. Warnings don't count. */
  ok: boolean;
  /** The first entry that is wrong, by its index; null where none is, or what is wrong is no entry. */
  first_wrong: number | null;
  /** By the entries' indices, and before them what is of no entry. */
  errors: Finding[];
  /** What is not logged yet, or can't be told. */
  warnings: Finding[];
  log: {
    /** Entries; null where there is no log. */
    size: number | null;
    entries: Record<string, number>;
  };
  hours: {
    /** Of which the log has an entry, and how many of these have the tree that the store's exchanges make. */
    committed: number;
    held: number;
    exchanges: number;
    input_tokens: number;
    output_tokens: number;
    /** Of which exchanges came in since: what they add to is not compared. */
    late: number;
    late_exchanges: number;
    /** Of which nothing is logged: those that are over, and others. */
    uncommitted: number;
    uncommitted_exchanges: number;
    open: number;
    open_exchanges: number;
  };
  verdicts: Counted;
  records: Counted;
  seconds: number;
}

/** Documents in the store beside the commitments in the log. */
export interface Counted {
  logged: number;
  held: number;
  /** In the store, and not in the log. */
  unlogged: number;
}

export interface Finding {
  /** What it is of: log, hour, verdict or record. */
  where: 'log' | 'hour' | 'verdict' | 'record';
  /** Of the entry that doesn't hold; null where it is no entry. */
  index: number | null;
  message: string;
}

export interface FsckProgress {
  step: 'log' | 'hours' | 'verdicts' | 'records';
  /** Of `of`, where that is known. */
  done: number;
  of: number;
}

/** What is found on the way. */
export class Findings {
  readonly errors: Finding[] = [];
  readonly warnings: Finding[] = [];

  error(where: Finding['where'], index: number | null, message: string): void {
    this.errors.push({ where, index, message });
  }

  warn(where: Finding['where'], index: number | null, message: string): void {
    this.warnings.push({ where, index, message });
  }
}
