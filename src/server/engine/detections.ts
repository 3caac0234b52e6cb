import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { StillwatchError } from '../../errors.ts';
import type { Place, Store, Turns } from '../../store/index.ts';
import type { EngineState } from '../protocol.ts';
import type { DetectionMessage } from './detection-worker.ts';

interface Options {
  store: Store;
  place: Place;
  /** Milliseconds; 0: none by themselves. */
  every: number;
  alpha: number;
  turns: Turns;
  log: Logger;
  /** Campaigns may have changed. */
  onDone(): Promise<void>;
}

/** setTimeout takes no longer one. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Detections on a schedule and on demand, one at a time, in a thread of their own. The journal waits meanwhile. */
export class Detections {
  readonly state: EngineState['detection'] = {
    running_since: null,
    step: null,
    next: null,
    last: null,
    error: null,
  };
  readonly #options: Options;
  readonly #stop = new Int32Array(new SharedArrayBuffer(4));
  #worker: Worker | undefined;
  #hear: (message: DetectionMessage) => void = () => {};
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  private constructor(options: Options) {
    this.#options = options;
  }

  static async open(options: Options): Promise<Detections> {
    const detections = new Detections(options);
    const [row] = await options.store.query<{ at: string; until: string; campaigns: number }>(
      `SELECT formatDateTime(detected, '%Y-%m-%dT%H:%i:%S.%fZ') AS at, formatDateTime(until, '%Y-%m-%dT%H:%i:%S.%fZ') AS until,
              JSONLength(document, 'campaigns') AS campaigns
       FROM detections ORDER BY detected DESC LIMIT 1`,
    );
    if (row) detections.state.last = { ...row, seconds: null };
    // Now rather than with the first detection: to open sweeps the store of what killed processes left.
    await detections.#work();
    detections.#schedule(row ? Date.parse(row.at) : Date.now());
    return detections;
  }

  /** Begins a detection, unless one is under way. */
  start(until: string | null): { since: string; done: Promise<void> } {
    this.#running ??= this.#detect(until).finally(() => {
      this.#running = undefined;
      this.#schedule(Date.now());
    });
    return { since: this.state.running_since!, done: this.#running };
  }

  /** No more detections. False where the one under way does not come to a step's end within so many milliseconds. */
  async stop(patience: number): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#options.every = 0;
    Atomics.store(this.#stop, 0, 1);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>(resolve => {
      timer = setTimeout(() => resolve(false), patience);
    });
    const ended = (this.#running ?? Promise.resolve()).then(() => true);
    const isOver = await Promise.race([ended, late]);
    clearTimeout(timer);
    return isOver;
  }

  #schedule(last: number): void {
    const { every } = this.#options;
    clearTimeout(this.#timer);
    if (!every) return;
    const due = last + every;
    this.state.next = new Date(Math.max(Date.now(), due)).toISOString();
    this.#timer = setTimeout(
      () => (Date.now() < due ? this.#schedule(last) : void this.start(null)),
      Math.min(LONGEST_TIMER, Math.max(0, due - Date.now())),
    );
  }

  async #detect(until: string | null): Promise<void> {
    const { turns, log, alpha, onDone } = this.#options;
    const { state } = this;
    state.running_since = new Date().toISOString();
    state.error = null;
    try {
      const done = await turns.run(async () => {
        const worker = await this.#work();
        return new Promise<Extract<DetectionMessage, { kind: 'done' }>>((resolve, reject) => {
          this.#hear = message => {
            if (message.kind === 'step') state.step = message.step;
            if (message.kind === 'done') resolve(message);
            if (message.kind === 'failed')
              reject(
                new StillwatchError('FAULT', `${message.message} (${message.code})`, message.stack ?? ''),
              );
          };
          worker.postMessage({ alpha, until });
        });
      });
      state.last = {
        at: new Date().toISOString(),
        until: done.until,
        campaigns: done.campaigns,
        seconds: done.seconds,
      };
      log.info(state.last, 'a detection is done');
      await onDone();
    } catch (error) {
      const { message, mend } = error as StillwatchError;
      state.error = message;
      if (Atomics.load(this.#stop, 0)) log.info('a detection is given up, for the service stops');
      else log.error({ reason: message, stack: mend }, 'a detection failed');
    } finally {
      state.running_since = null;
      state.step = null;
    }
  }

  /** The thread; another one where it died. */
  async #work(): Promise<Worker> {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./detection-worker.js', import.meta.url), {
      workerData: { place: this.#options.place, stop: this.#stop },
    });
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (message: DetectionMessage) =>
        message.kind === 'ready' ? resolve() : this.#hear(message),
      );
      worker.on('error', error => {
        this.#hear({ kind: 'failed', code: 'FAULT', message: error.message, stack: error.stack });
        reject(error);
      });
      worker.on('exit', () => {
        this.#worker = undefined;
      });
    });
    this.#worker = worker;
    return worker;
  }
}
