import { parentPort, workerData } from 'node:worker_threads';
import { detect } from '../../detect/index.ts';
import { StillwatchError } from '../../errors.ts';
import { openStore, type Place } from '../../store/index.ts';
import { failureOf } from '../failure.ts';

// Detections, in a thread of their own: they are long stretches of JavaScript, and the engine has others to answer. The
// store is the same one: its folder belongs to the process, not to a thread. It is never closed here: the embedded engine
// stands still for ever where one thread closes it while another has a statement under way.

export interface DetectionRequest {
  alpha: number;
  until: string | null;
}

export type DetectionMessage =
  | { kind: 'ready' }
  | { kind: 'step'; step: string }
  | { kind: 'done'; until: string; campaigns: number; seconds: number }
  | { kind: 'failed'; code: string; message: string; stack?: string | undefined };

/** Set from outside while a detection has the thread, where no message is heard. */
const stop = workerData.stop as Int32Array;
const say = (message: DetectionMessage) => parentPort!.postMessage(message);

const store = await openStore(workerData.place as Place);
say({ kind: 'ready' });

parentPort!.on('message', async (request: DetectionRequest) => {
  const started = performance.now();
  try {
    const { until, campaigns } = await detect(store, {
      alpha: request.alpha,
      ...(request.until ? { until: new Date(request.until) } : {}),
      onStep({ step }) {
        if (Atomics.load(stop, 0))
          throw new StillwatchError(
            'SERVICE_BUSY',
            'the service is stopping',
            'It is made when it runs again.',
          );
        say({ kind: 'step', step });
      },
    });
    const seconds = Math.round(performance.now() - started) / 1000;
    say({ kind: 'done', until, campaigns: campaigns.length, seconds });
  } catch (error) {
    say({ kind: 'failed', ...failureOf(error), stack: (error as Error).stack });
  }
});
