import { join } from 'node:path';
import { StillwatchError } from '../../errors.ts';
import { read, replace } from '../../files.ts';
import { Epoch } from './epoch.ts';
import { Evaluated } from './evaluated.ts';
import type { Item } from './item.ts';
import type { Mode } from './jobs.ts';
import { type Offer, sha256, type Transcript, transcriptOf, wrongMessage } from './messages.ts';
import { at, type KeyPair, MOST, prove, SIZE, sum } from './oprf.ts';
import { evaluateSet, type Progress } from './prepare.ts';
import { type Budget, Spent } from './spent.ts';
import { Table } from './table.ts';
import { CHUNK, chunkOf, type Threads } from './threads.ts';

/** Who may ask, and for what. One mode a partner: who has both could ask one value a time for the count. */
export interface Partner extends Partial<Budget> {
  name: string;
  mode: Mode;
  /** Fewest values of a request; of mode `count` 1000 unless said otherwise, so that a count says little of a single one. */
  least?: number;
}

export interface PsiServerOptions {
  /** A folder for its owner alone. */
  home: string;
  epoch: string;
  threads: Threads;
  now?: () => Date;
}

/** A request as it came. */
export interface Request {
  epoch: string;
  mode: string;
  body: Uint8Array;
}

const usual = { perDay: 50_000, perEpoch: 500_000 };
const usualLeast: Record<Mode, number> = { match: 1, count: 1000 };

interface Ready {
  keys: KeyPair;
  table: Buffer;
  about: Offer['table'];
}

/** The side that holds a set and answers (docs/intel.md). Whoever calls it knows by other means which partner asks. */
export class PsiServer {
  readonly epoch: Epoch;
  readonly #threads: Threads;
  readonly #spent: Spent;
  readonly #now: () => Date;
  readonly #ready = new Map<Mode, Ready>();

  /** @throws StillwatchError PSI_EPOCH, PSI_STATE */
  constructor({ home, epoch, threads, now = () => new Date() }: PsiServerOptions) {
    this.epoch = new Epoch(home, epoch);
    this.#threads = threads;
    this.#now = now;
    this.#spent = new Spent(join(home, 'spent.json'), now);
    for (const mode of ['match', 'count'] as const) {
      const table = read(this.#path(mode, 'table'));
      if (table) this.#take(mode, table);
    }
  }

  /**
   * Makes the table of a mode of all these values. What was evaluated in this epoch before is not again; the table before stands
   * until the new one does, and what was evaluated when it is cancelled stays.
   */
  async prepare(
    mode: Mode,
    items: Iterable<Item> | AsyncIterable<Item>,
    options: { signal?: AbortSignal; onProgress?: (progress: Progress) => void } = {},
  ): Promise<Progress> {
    const keys = this.epoch.keys(mode);
    const evaluated = await Evaluated.open(this.#path(mode, 'evaluated'), keys.public, this.epoch.cacheKey());
    try {
      const work = { mode, secret: keys.secret, evaluated, threads: this.#threads };
      const progress = await evaluateSet(items, { ...work, ...options });
      const tokens = evaluated.tokens();
      const table = Buffer.from(await this.#threads.run('table', { tokens }, options.signal));
      replace(this.#path(mode, 'table'), table);
      this.#take(mode, table);
      return progress;
    } finally {
      await evaluated.close();
    }
  }

  /** @throws StillwatchError PSI_EPOCH where no set of the partner's mode is prepared */
  offer(partner: Partner): Offer {
    const { keys, about } = this.#of(partner.mode);
    return {
      v: 1,
      suite: 'ristretto255-SHA512',
      epoch: this.epoch.name,
      mode: partner.mode,
      key: Buffer.from(keys.public).toString('base64'),
      table: about,
      least: leastOf(partner),
      most: MOST,
      left: this.#spent.left(partner.name, this.epoch.name, { ...usual, ...partner }),
    };
  }

  table(partner: Partner): Buffer {
    return this.#of(partner.mode).table;
  }

  /**
   * Answers a request, after what it asks for is taken off the partner's budget.
   * @throws StillwatchError PSI_EPOCH, PSI_MESSAGE; BudgetSpent
   */
  async answer(
    partner: Partner,
    { epoch, mode, body }: Request,
    signal?: AbortSignal,
  ): Promise<{ body: Buffer; transcript: Transcript }> {
    if (epoch !== this.epoch.name || mode !== partner.mode)
      throw new StillwatchError(
        'PSI_EPOCH',
        'the request is of another epoch or mode than the partner is offered',
        'Ask for the offer again, and blind anew for what it says.',
      );
    const offer = this.offer(partner);
    const { keys } = this.#of(partner.mode);
    checkRequest(body, offer);
    this.#spent.charge(partner.name, epoch, body.length / SIZE, { ...usual, ...partner });
    const isProved = partner.mode === 'match';
    const parts = await Promise.all(
      Array.from({ length: Math.ceil(body.length / SIZE / CHUNK) }, (_, i) => {
        return this.#threads.run(
          'answer',
          {
            secret: keys.secret,
            from: i * CHUNK,
            asked: chunkOf(body, i),
            ...(isProved && { key: keys.public }),
          },
          signal,
        );
      }),
    );
    const elements = Buffer.concat(parts.map(part => part.elements));
    const answer = isProved
      ? Buffer.concat([elements, prove(keys, sum(parts.map(part => part.m!)))])
      : inOrder(elements);
    return {
      body: answer,
      transcript: transcriptOf('server', partner.name, offer, body, answer, this.#now()),
    };
  }

  #of(mode: Mode): Ready {
    const ready = this.#ready.get(mode);
    if (!ready)
      throw new StillwatchError(
        'PSI_EPOCH',
        `no set is prepared for the mode “${mode}” in this epoch`,
        'Whoever runs this side prepares one.',
      );
    return ready;
  }

  #take(mode: Mode, table: Buffer): void {
    const { values } = new Table(table);
    const about = { values, bytes: table.length, sha256: sha256(table) };
    this.#ready.set(mode, { keys: this.epoch.keys(mode), table, about });
  }

  #path(mode: Mode, what: string): string {
    return join(this.epoch.folder, `${mode}.${what}`);
  }
}

const leastOf = ({ mode, least }: Partner): number => least ?? usualLeast[mode];

function checkRequest(body: Uint8Array, { least, most }: Offer): void {
  const count = body.length / SIZE;
  if (!Number.isInteger(count) || count < least || count > most)
    throw wrongMessage(
      `a request of ${body.length} bytes is not of ${least} to ${most} elements of ${SIZE} bytes`,
      'Ask for as many values as the offer says.',
    );
  const different = new Set(
    Array.from({ length: count }, (_, i) => Buffer.from(at(body, i)).toString('latin1')),
  );
  if (different.size !== count)
    throw wrongMessage('a request has an element twice', 'Ask for each value once, blinded anew each time.');
}

/** In an order that is nobody's: says which elements there are, and not which is of which request. */
const inOrder = (elements: Buffer): Buffer =>
  Buffer.concat(
    Array.from({ length: elements.length / SIZE }, (_, i) => at(elements, i)).sort(Buffer.compare),
  );
