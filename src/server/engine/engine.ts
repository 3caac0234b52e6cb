import { constants, setPriority } from 'node:os';
import { pino } from 'pino';
import { installationKey } from '../../exchange/index.ts';
import { sharingOperations, taxii } from '../../intel/index.ts';
import { Desk, expire, type Operation } from '../../policy/index.ts';
import { openStore, Turns } from '../../store/index.ts';
import { CacheWriter } from '../cache.ts';
import { failureOf } from '../failure.ts';
import type { EngineOptions, EngineState, FromEngine, ToEngine } from '../protocol.ts';
import { Backtests } from './backtests.ts';
import { answer, type Engine } from './calls.ts';
import { Detections } from './detections.ts';
import { Drain } from './drain.ts';
import { Evidence } from './evidence.ts';
import { Feeder } from './feed.ts';
import { Feeds } from './feeds.ts';
import { Views } from './views.ts';

const REFRESH = 30_000;
const STATE = 1000;
const LOG = 600_000;
/** Milliseconds that a stop waits for a detection to come to a step's end. */
const PATIENCE = 8000;

const send = (message: FromEngine): Promise<void> =>
  new Promise(resolve => {
    if (process.connected) process.send!(message, undefined, {}, () => resolve());
    else resolve();
  });

/** The child process of the service: it has the store. Runs until the front says stop or is gone. */
export function runEngine(operations: readonly Operation[]): void {
  // Decisions come first where processors are few. Threads that are started from here on inherit it.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  // The terminal's Ctrl-C reaches both processes; the front says when to stop.
  process.on('SIGINT', () => {}).on('SIGTERM', () => {});
  process.on('disconnect', () => end());
  let stop: (() => Promise<void>) | undefined;
  let ending = false;

  async function end(): Promise<void> {
    if (ending) return;
    ending = true;
    // Nothing that is under way could be lost by it: what is half done is done again.
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), PATIENCE + 7000).unref();
    await stop?.().catch(() => {});
    // All that is to be kept is on disk. A tidy exit takes the threads apart first, and where one is in the middle of a
    // statement that never ends.
    process.kill(process.pid, 'SIGKILL');
  }

  process.on('message', async (message: ToEngine) => {
    if (message.kind === 'stop') return end();
    if (message.kind !== 'start') return;
    try {
      stop = await start(message.options, operations);
      if (ending) await stop();
    } catch (error) {
      const log = pino({ name: 'engine', level: message.options.logLevel }, pino.destination(2));
      const failure = failureOf(error);
      log.error({ code: failure.code, reason: (error as Error).message }, 'the store cannot be opened');
      await send({
        kind: 'down',
        failure: failure.code === 'FAULT' ? { ...failure, message: (error as Error).message } : failure,
      });
      process.exit(1);
    }
  });
}

async function start(options: EngineOptions, operations: readonly Operation[]): Promise<() => Promise<void>> {
  const { place, detectEvery, alpha, pullEvery, logLevel } = options;
  const { data } = place;
  const log = pino({ name: 'engine', level: logLevel }, pino.destination(2));
  const store = await openStore(place);
  const turns = new Turns();
  const cache = new CacheWriter(data);
  const desk = await Desk.open(store);
  const feeder = new Feeder(desk, cache, send);
  const drain = new Drain({ store, data, pseudonyms: installationKey(data), log, turns });
  const evidence = new Evidence({ store, data, log });
  const views = new Views(desk, log);
  const feeds = new Feeds({ store, data, log });
  const detections = await Detections.open({
    store,
    place,
    every: detectEvery,
    alpha,
    turns,
    log,
    onDone: () => {
      evidence.soon('hours', 'verdicts');
      views.soon();
      return feeder.refresh();
    },
  });
  drain.wake();
  await feeder.all();
  const engine: Engine = {
    store,
    desk,
    feeder,
    detections,
    evidence,
    views,
    operations: [...operations, ...taxii.intelOperations(data), ...sharingOperations(data)],
    backtests: new Backtests(store),
  };
  const tellState = () => {
    const state: EngineState = {
      store: store.place,
      drained: drain.totals,
      drain_error: drain.error,
      log_error: evidence.error,
      views_error: views.error,
      detection: detections.state,
    };
    void send({ kind: 'state', state });
  };
  const every = (ms: number, work: () => unknown) =>
    setInterval(() => {
      Promise.resolve(work()).catch(error =>
        log.error({ reason: (error as Error).message }, 'a routine failed'),
      );
    }, ms);
  let refreshing = false;
  evidence.soon('hours', 'verdicts', 'records');
  // Also of what was found while no service ran.
  views.soon();
  const timers = [
    every(STATE, tellState),
    ...(pullEvery ? [every(pullEvery, () => feeds.pull())] : []),
    // An hour is over once an hour; what came late for others comes with it.
    every(LOG, () => evidence.soon('hours', 'verdicts', 'records')),
    every(REFRESH, async () => {
      drain.wake();
      feeds.drain();
      if (refreshing) return;
      refreshing = true;
      try {
        await desk.follow(); // of another process, where the store is a server
        if ((await expire(desk)).length > 0) evidence.soon('records');
        await feeder.refresh();
        views.soon();
      } finally {
        refreshing = false;
      }
    }),
  ];
  tellState();
  if (pullEvery) feeds.pull();
  else feeds.drain();

  process.on('message', async (message: ToEngine) => {
    if (message.kind === 'drain') drain.wake();
    if (message.kind === 'inbox') feeds.drain();
    if (message.kind !== 'call') return;
    const { id, name, input, by } = message;
    try {
      const value = await answer(engine, name, input, by);
      if (name === 'detect') tellState();
      await send({ kind: 'answer', id, value });
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code === 'FAULT') log.error({ call: name, stack: (error as Error).stack }, 'a call failed');
      await send({ kind: 'failure', id, failure });
    }
  });

  return async () => {
    for (const timer of timers) clearInterval(timer);
    await feeds.stop();
    const [isDetected, isViewed] = await Promise.all([detections.stop(PATIENCE), views.stop(PATIENCE)]);
    const idle = isDetected && isViewed;
    // Where a detection still has the store, its turn does not come.
    if (idle) await drain.settled();
    if (idle) await evidence.stop();
    cache.close();
    if (idle) await store.close();
  };
}
