import type { Command } from 'commander';
import type { Io } from '../io.ts';
import { list, placeOf, withData } from '../options.ts';
import { Stopped, untilStopped } from '../stop.ts';
import { port } from './serve.ts';

interface Options {
  log: string[];
  name?: string;
  port: number;
  host: string;
  data?: string;
}

/** For a partner: it has no need of anything else here. */
export function witnessCommand(program: Command, io: Io): void {
  const command = program
    .command('witness')
    .summary('run a witness of other people’s logs')
    .description(
      'Cosigns checkpoints of transparency logs, each only if it continues the one before (c2sp.org/tlog-witness), so that a log\ncannot show two histories. It is worth something if you are not who runs the log. It keeps a key and what it saw in the\ndata folder; print the key and give it to those who should believe the witness.',
    )
    .requiredOption('--log <keys>', 'verifier keys of the logs (stillwatch log prints a log’s)', list)
    .option('--name <name>', 'the witness’s name, at first use: a URL without its scheme')
    .option('--port <n>', 'the port', port, 7727)
    .option('--host <address>', 'the address to listen on', '127.0.0.1');
  withData(command)
    .addHelpText(
      'after',
      `
Examples:
  stillwatch witness --log logs.example.com/stillwatch+1a2b3c4d+AQ… --name witness.example.org --host 0.0.0.0`,
    )
    .action((options: Options) => run(options, io));
}

async function run({ log, name, port, host, data }: Options, io: Io): Promise<void> {
  const { startWitness } = await import('../../evidence/index.ts');
  const witness = await startWitness({ folder: placeOf(data, io).data, logs: log, name, port, host });
  io.out(`The witness is at ${witness.address}. Its key: ${witness.key}\nStop with Ctrl-C.\n`);
  try {
    await untilStopped(() => new Promise(() => {}));
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  } finally {
    await witness.close();
  }
}
