import { type ChildProcess, fork } from 'node:child_process';
import type { Logger } from 'pino';
import { type ErrorCode, StillwatchError } from '../../errors.ts';
import type { EngineOptions, EngineState, Failure, Feed, FromEngine, ToEngine } from '../protocol.ts';

interface Options {
  /** The engine's program. */
  program: URL;
  engine: EngineOptions;
  log: Logger;
  onFeed(message: Feed): void;
}

interface Call {
  resolve(value: unknown): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

/** How long a call waits for an engine that is starting. */
const PATIENCE = 5000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
/** An engine that lived so long did not die of how it was started. */
const SETTLED = 60_000;
/** How long an engine may take to stop. */
const STOP = 20_000;

/** The front's end of the line to the engine: starts it, starts it again when it dies, and asks it. */
export class EngineLink {
  restarts = 0;
  /** Its last word, also after its end. */
  state: EngineState | undefined;
  lastFailure: Failure | undefined;
  readonly #options: Options;
  readonly #calls = new Map<number, Call>();
  #child: ChildProcess | undefined;
  #ready = false;
  #whenReady: (() => void)[] = [];
  #nextId = 1;
  #wait = FIRST_WAIT;
  #timer: NodeJS.Timeout | undefined;
  #stopping = false;

  constructor(options: Options) {
    this.#options = options;
  }

  get up(): boolean {
    return this.#ready;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    const { program, engine, log, onFeed } = this.#options;
    const born = Date.now();
    const child = fork(program, ['serve', 'engine'], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child = child;
    child.on('message', (message: FromEngine) => this.#hear(message, onFeed));
    child.on('error', error => log.error({ reason: error.message }, 'the engine cannot be started or told'));
    child.once('exit', (status, signal) => {
      if (this.#child !== child) return;
      this.#child = undefined;
      this.#ready = false;
      this.#failAll(down(this.lastFailure));
      if (this.#stopping) return;
      log.warn({ status, signal }, 'the engine has ended; it is started again');
      if (Date.now() - born > SETTLED) this.#wait = FIRST_WAIT;
      this.#timer = setTimeout(() => {
        this.restarts++;
        this.start();
      }, this.#wait);
      this.#wait = Math.min(LONGEST_WAIT, this.#wait * 2);
    });
    this.#tell({ kind: 'start', options: engine });
  }

  /** Asks the engine; rejects with ENGINE_DOWN or ENGINE_SLOW, or with what went wrong there. */
  async call<T>(name: string, input: unknown, { by = '', timeout = 30_000 } = {}): Promise<T> {
    if (!this.#ready) await this.#becomesReady();
    const id = this.#nextId++;
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#calls.delete(id);
        reject(
          new StillwatchError(
            'ENGINE_SLOW',
            `the store did not answer within ${timeout / 1000} seconds`,
            'Ask again later. If this was a change, look first whether it was made.',
          ),
        );
      }, timeout);
      this.#calls.set(id, { resolve: resolve as (value: unknown) => void, reject, timer });
      this.#tell({ kind: 'call', id, name, input, by });
    });
  }

  /** Tells the engine something that it has to write down: now, or when it is up; again if it dies before it has. */
  note(name: string, input: unknown, by: string): void {
    const tell = (again: boolean) =>
      this.call(name, input, { by }).catch(error => {
        if (this.#stopping) return;
        // An engine may take a while to start; that it does not come up after that is worth a word.
        const level = again ? 'warn' : 'info';
        this.#options.log[level](
          { reason: (error as Error).message },
          `${name} could not be written down yet`,
        );
        setTimeout(() => tell(true), LONGEST_WAIT).unref();
      });
    void tell(false);
  }

  /** Segments of the journal are ready. An engine that starts looks by itself. */
  drain(): void {
    if (this.#ready) this.#tell({ kind: 'drain' });
  }

  /** A partner sent something. An engine that starts looks by itself. */
  inbox(): void {
    if (this.#ready) this.#tell({ kind: 'inbox' });
  }

  /** Lets it finish what it is at, and ends it. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    const child = this.#child;
    if (!child) return;
    const gone = new Promise(resolve => child.once('exit', resolve));
    this.#tell({ kind: 'stop' });
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP);
    await gone;
    clearTimeout(timer);
  }

  #tell(message: ToEngine): void {
    // Where it has just died its exit is heard next, and that fails what was asked.
    if (this.#child?.connected) this.#child.send(message, () => {});
  }

  #hear(message: FromEngine, onFeed: (message: Feed) => void): void {
    switch (message.kind) {
      case 'answer':
        this.#settle(message.id)?.resolve(message.value);
        break;
      case 'failure': {
        const { code, message: said, mend } = message.failure;
        this.#settle(message.id)?.reject(new StillwatchError(code as ErrorCode, said, mend));
        break;
      }
      case 'state':
        this.state = message.state;
        if (this.#ready) break;
        this.#ready = true;
        this.lastFailure = undefined;
        for (const go of this.#whenReady.splice(0)) go();
        break;
      case 'down':
        this.lastFailure = message.failure;
        break;
      default:
        onFeed(message);
    }
  }

  #settle(id: number): Call | undefined {
    const call = this.#calls.get(id);
    if (call) clearTimeout(call.timer);
    this.#calls.delete(id);
    return call;
  }

  #becomesReady(): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#whenReady = this.#whenReady.filter(one => one !== go);
        reject(down(this.lastFailure));
      }, PATIENCE);
      this.#whenReady.push(go);
    });
  }

  #failAll(error: Error): void {
    for (const id of [...this.#calls.keys()]) this.#settle(id)?.reject(error);
  }
}

const down = (why?: Failure) =>
  new StillwatchError(
    'ENGINE_DOWN',
    why
      ? `the store cannot be reached: ${why.message} (${why.code})`
      : 'the process that has the store is not up',
    why?.mend ?? 'It is started again by itself: ask again in a while. Decisions and ingest go on meanwhile.',
  );
