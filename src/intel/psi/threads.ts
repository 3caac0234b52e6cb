import { availableParallelism } from 'node:os';
import { setImmediate as breath } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { type ErrorCode, StillwatchError } from '../../errors.ts';
import { jobs } from './jobs.ts';
import { SIZE } from './oprf.ts';

export type Job = keyof typeof jobs;
type Input<J extends Job> = Parameters<(typeof jobs)[J]>[0];
type Output<J extends Job> = ReturnType<(typeof jobs)[J]>;

/** No thread can be made of TypeScript. */
const fromSource = import.meta.url.endsWith('.ts');

/** What is said to a thread, and what it says. */
export interface Work {
  job: Job;
  input: unknown;
}
export type Reply = { value: unknown } | { refused: { code: ErrorCode; message: string; mend: string } };

/** Values in a chunk: 50 ms of work, about what a cancelled run still does. */
export const CHUNK = 256;

interface Waiting extends Work {
  resolve(value: unknown): void;
  reject(error: Error): void;
  signal: AbortSignal | undefined;
}

interface Thread {
  worker: Worker;
  doing: Waiting | undefined;
}

/** A chunk of a list of elements. A copy: with a part of a buffer, all of it would go to the other thread. */
export const chunkOf = (list: Uint8Array, index: number): Uint8Array =>
  new Uint8Array(list.subarray(index * CHUNK * SIZE, (index + 1) * CHUNK * SIZE));

/**
 * Threads that do jobs, each its own at a time. Made when there is work, gone after close(). With none, jobs are done by who
 * asks, with a breath between them: right for a few hundred values.
 */
export class Threads {
  readonly #most: number;
  readonly #all: Thread[] = [];
  readonly #queue: Waiting[] = [];

  constructor(most = fromSource ? 0 : availableParallelism()) {
    this.#most = most;
  }

  get count(): number {
    return Math.max(1, this.#most);
  }

  /** @throws what the job throws; the signal's reason where it was cancelled before a thread took it */
  async run<J extends Job>(job: J, input: Input<J>, signal?: AbortSignal): Promise<Output<J>> {
    if (this.#most === 0) {
      await breath(undefined, { ...(signal && { signal }) });
      return (jobs[job] as (input: Input<J>) => Output<J>)(input);
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ job, input, signal, resolve: resolve as (value: unknown) => void, reject });
      this.#next();
    });
  }

  /** Stops at once: what is under way is given up. */
  async close(): Promise<void> {
    const gone = new StillwatchError(
      'SERVICE_BUSY',
      'private matching is stopping',
      'Ask again when it runs.',
    );
    for (const { reject } of this.#queue.splice(0)) reject(gone);
    await Promise.all(this.#all.map(({ worker }) => worker.terminate()));
  }

  #next(): void {
    while (this.#queue[0]?.signal?.aborted) {
      const { reject, signal } = this.#queue.shift()!;
      reject(signal!.reason);
    }
    if (this.#queue.length === 0) return;
    const idle = this.#all.find(({ doing }) => !doing) ?? this.#another();
    if (!idle) return;
    const { job, input } = (idle.doing = this.#queue.shift()!);
    idle.worker.ref();
    idle.worker.postMessage({ job, input });
  }

  #another(): Thread | undefined {
    if (this.#all.length >= this.#most) return undefined;
    const worker = new Worker(new URL('./worker.js', import.meta.url));
    const thread: Thread = { worker, doing: undefined };
    this.#all.push(thread);
    const over = (end: (waiting: Waiting) => void) => {
      const { doing } = thread;
      thread.doing = undefined;
      worker.unref();
      if (doing) end(doing);
      this.#next();
    };
    worker.on('message', (reply: Reply) =>
      over(({ resolve, reject }) => {
        if ('value' in reply) resolve(reply.value);
        else reject(new StillwatchError(reply.refused.code, reply.refused.message, reply.refused.mend));
      }),
    );
    const died = (error: Error) => {
      const place = this.#all.indexOf(thread);
      if (place >= 0) this.#all.splice(place, 1);
      over(({ reject }) => reject(error));
    };
    worker.on('error', died);
    worker.on('exit', () =>
      died(new StillwatchError('SERVICE_BUSY', 'a thread of private matching ended', 'Ask again.')),
    );
    return thread;
  }
}
