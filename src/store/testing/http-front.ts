import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./http-front-child.mjs', import.meta.url));

/** ClickHouse's HTTP interface over an embedded engine in a child process: the real client has someone to talk to. */
export interface Front {
  url: string;
  /** Ends the engine as a crash would. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a front over `folder`. It tests our use of the wire, not replication, sharding or authentication. What it
 * does not know it refuses, so that a test cannot pass on a guess.
 */
export async function startFront(folder: string): Promise<Front> {
  const child = spawn(process.execPath, [script, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const port = await firstLine(child);
  const exited = once(child, 'exit');
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    kill: () => end('SIGKILL'),
    close: () => end('SIGTERM'),
  };
}

/** The first line that a child process says on its standard output. */
export async function firstLine(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const piece of child.stdout!.iterator({ destroyOnReturn: false })) {
    said += piece;
    const end = said.indexOf('\n');
    if (end !== -1) return said.slice(0, end);
  }
  throw new Error(`the process ended before it said a line: ${said}`);
}
