import {
  type CanaryEntry,
  type Entry,
  hasLog,
  type Logged,
  parseCheckpoint,
  parseNote,
  parseTimestamp,
  TransparencyLog,
} from '../../evidence/index.ts';
import { Pace } from './pace.ts';

/** A cosignature is eight bytes of time and 64 of Ed25519 (C2SP tlog-cosignature, cosignature/v1). */
const COSIGNATURE = 72;

/** Private matches that are listed: the newest. */
const PRIVATE = 500;

export interface LogSummary {
  origin: string;
  /** The verifier key. */
  key: string;
  size: number;
  /** Base64. */
  root: string;
  entries: Record<Entry['type'], number>;
  /** When its last entry was logged; ISO 8601, UTC, as all times here. */
  last: string;
  /** The first moment of the last hour that is committed. */
  last_hour: string | null;
  /** Campaigns with a verdict. */
  campaigns: number;
  published: PublishedView[];
  /** Private matches with partners, the newest first. */
  private: PrivateView[];
}

interface PrivateView {
  /** Its entry in the log. */
  index: number;
  at: string;
  /** What we were in it: who asked, or who answered. */
  role: 'server' | 'client';
  partner: string;
  mode: 'match' | 'count';
  epoch: string;
  /** Values of who asked, and in the table of who answered. */
  asked: number;
  held: number;
}

interface PublishedView {
  size: number;
  /** Base64. */
  root: string;
  /** When the last entry of it was logged. */
  at: string;
  /** Who says that they saw it, and when; that the lines are theirs is for who has their keys. */
  witnesses: { name: string; at: string }[];
  /** When a timestamp authority saw it. */
  timestamp: string | null;
}

/**
 * The transparency log, read in the front from its files: they need no store, and answers stay there while the engine is down.
 * What its entries are is counted once, and then only of what is new.
 */
export class LogReader {
  readonly #data: string;
  #log: TransparencyLog | undefined;
  #tally = new Tally();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(data: string) {
    this.#data = data;
  }

  /** Null where there is none yet. */
  async summary(): Promise<LogSummary | null> {
    if (!hasLog(this.#data)) return null;
    const log = await this.open();
    const tally = await this.#counted(log);
    const { entries, last, lastHour, campaigns } = tally;
    return {
      origin: log.origin,
      key: log.key,
      size: tally.size,
      root: (await log.root(tally.size)).toString('base64'),
      entries: { ...entries },
      last,
      last_hour: lastHour || null,
      campaigns: campaigns.size,
      published: await published(log),
      private: tally.private.toReversed(),
    };
  }

  /** What the log says of a canary, if it does. */
  async canary(id: string): Promise<CanaryEntry | undefined> {
    if (!hasLog(this.#data)) return undefined;
    return (await this.#counted(await this.open())).canaries.get(id);
  }

  /** @throws StillwatchError LOG_NONE where there is none */
  async open(): Promise<TransparencyLog> {
    this.#log ??= await TransparencyLog.open(this.#data, { create: false });
    await this.#log.refresh();
    return this.#log;
  }

  /** One after the other, so that nothing is counted twice. */
  #counted(log: TransparencyLog): Promise<Tally> {
    const counted = this.#turn.then(async () => {
      const pace = new Pace();
      for await (const one of log.entries(this.#tally.size, log.size)) {
        this.#tally.take(one);
        if (pace.due) await pace.rest();
      }
      return this.#tally;
    });
    this.#turn = counted.catch(() => {});
    return counted;
  }
}

class Tally {
  size = 0;
  last = '';
  lastHour = '';
  readonly campaigns = new Set<string>();
  readonly private: PrivateView[] = [];
  /** By canary, what was committed to last. */
  readonly canaries = new Map<string, CanaryEntry>();
  readonly entries: LogSummary['entries'] = {
    key: 0,
    hour: 0,
    verdict: 0,
    record: 0,
    claim: 0,
    psi: 0,
    canary: 0,
  };

  take({ index, entry }: Logged): void {
    this.entries[entry.type]++;
    this.size = index + 1;
    this.last = entry.at;
    if (entry.type === 'hour' && entry.hour > this.lastHour) this.lastHour = entry.hour;
    if (entry.type === 'canary') this.canaries.set(entry.canary, entry);
    if (entry.type === 'verdict') this.campaigns.add(entry.campaign);
    if (entry.type === 'psi') {
      const { at, role, partner, mode, epoch, asked, held } = entry;
      this.private.push({ index, at, role, partner, mode, epoch, asked, held });
      if (this.private.length > PRIVATE) this.private.shift();
    }
  }
}

async function published(log: TransparencyLog): Promise<PublishedView[]> {
  const views: PublishedView[] = [];
  for (const { size, note, timestamp } of await log.published()) {
    const { text, signatures } = parseNote(note);
    const stamp = timestamp && parseTimestamp(timestamp, text);
    let at = '';
    for await (const { entry } of log.entries(size - 1, size)) at = entry.at;
    views.push({
      size,
      root: parseCheckpoint(text).root.toString('base64'),
      at,
      witnesses: signatures
        .filter(({ name, bytes }) => name !== log.origin && bytes.length === COSIGNATURE)
        .map(({ name, bytes }) => ({
          name,
          at: new Date(Number(bytes.readBigUInt64BE()) * 1000).toISOString(),
        })),
      timestamp: stamp && 'at' in stamp ? stamp.at : null,
    });
  }
  return views.reverse();
}
