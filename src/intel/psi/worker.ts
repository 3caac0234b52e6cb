import { parentPort } from 'node:worker_threads';
import { StillwatchError } from '../../errors.ts';
import { jobs } from './jobs.ts';
import type { Reply, Work } from './threads.ts';

// One of the threads of threads.ts.

parentPort!.on('message', ({ job, input }: Work) => {
  let reply: Reply;
  try {
    reply = { value: (jobs[job] as (input: unknown) => unknown)(input) };
  } catch (error) {
    if (!(error instanceof StillwatchError)) throw error;
    const { code, message, mend } = error;
    reply = { refused: { code, message, mend } };
  }
  parentPort!.postMessage(reply);
});
