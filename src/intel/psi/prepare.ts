import { setImmediate as breath } from 'node:timers/promises';
import { StillwatchError } from '../../errors.ts';
import type { Evaluated } from './evaluated.ts';
import { type Item, inputUnlessRefused } from './item.ts';
import type { Mode } from './jobs.ts';
import { MOST_HELD } from './table.ts';
import { CHUNK, type Threads } from './threads.ts';

/** Values of a set, so far. */
export interface Progress {
  /** Different ones. */
  values: number;
  /** Of these, evaluated now; the others were before. */
  evaluated: number;
  /** Not of their kind, and left out. */
  refused: number;
}

interface Options {
  mode: Mode;
  secret: Uint8Array;
  evaluated: Evaluated;
  threads: Threads;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

/**
 * Evaluates what was not yet of a set, and marks all of it. Values are read as there is room for them: in memory are a few chunks, and
 * what Evaluated says of each that was ever evaluated.
 */
export async function evaluateSet(
  items: Iterable<Item> | AsyncIterable<Item>,
  { mode, secret, evaluated, threads, signal, onProgress }: Options,
): Promise<Progress> {
  const progress: Progress = { values: 0, evaluated: 0, refused: 0 };
  const underWay = new Set<Promise<void>>();
  /** Fingerprints, as text, of what is not evaluated yet: its input until it is sent. */
  const waiting = new Map<string, string>();
  const sent = new Set<string>();
  let failure: unknown;

  const evaluate = async (prints: string[], inputs: string[]) => {
    const tokens = await threads.run('evaluate', { mode, secret, inputs }, signal);
    const first = await evaluated.add(
      prints.map(print => Buffer.from(print, 'latin1')),
      tokens,
    );
    for (const [i, print] of prints.entries()) {
      sent.delete(print);
      evaluated.mark(first + i);
    }
    progress.evaluated += prints.length;
  };
  const send = async (room: number) => {
    while (underWay.size > room) await Promise.race(underWay);
    if (failure) throw failure;
    if (waiting.size === 0) return;
    const [prints, inputs] = [[...waiting.keys()], [...waiting.values()]];
    waiting.clear();
    for (const print of prints) sent.add(print);
    const work: Promise<void> = evaluate(prints, inputs)
      .catch(error => {
        failure ??= error;
      })
      .finally(() => underWay.delete(work));
    underWay.add(work);
  };

  try {
    let read = 0;
    for await (const item of items) {
      if (++read % CHUNK === 0) {
        signal?.throwIfAborted();
        onProgress?.({ ...progress, values: evaluated.marked });
        await breath();
      }
      const input = inputUnlessRefused(item);
      if (input === undefined) {
        progress.refused++;
        continue;
      }
      const print = evaluated.fingerprint(input);
      const number = evaluated.find(print);
      const name = print.toString('latin1');
      if (number !== undefined) evaluated.mark(number);
      else if (!sent.has(name)) waiting.set(name, input);
      if (evaluated.marked + waiting.size + sent.size > MOST_HELD) throw tooMany();
      if (waiting.size === CHUNK) await send(2 * threads.count - 1);
    }
    await send(2 * threads.count - 1);
    while (underWay.size) await send(0);
    if (failure) throw failure;
  } finally {
    await Promise.all(underWay);
  }
  progress.values = evaluated.marked;
  onProgress?.(progress);
  return progress;
}

const tooMany = () =>
  new StillwatchError(
    'PSI_VALUE',
    `a set has more than ${MOST_HELD} values`,
    'Match with a part of it: what was seen in the last months, say.',
  );
