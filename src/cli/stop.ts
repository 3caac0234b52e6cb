/** The person or the system asked the command to stop: clean up, then leave with the status shells expect. */
export class Stopped extends Error {
  readonly status: number;

  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super(`stopped by ${signal}`);
    this.status = signal === 'SIGINT' ? 130 : 143;
  }
}

/**
 * Runs `work` until it is done or a signal comes; then the promise is rejected with Stopped at once, and the caller
 * cleans up. Without a listener the process would die where it stands.
 */
export async function untilStopped<T>(work: () => Promise<T>): Promise<T> {
  let stop: (signal: 'SIGINT' | 'SIGTERM') => void = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = signal => reject(new Stopped(signal));
  });
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    return await Promise.race([work(), stopped]);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}
