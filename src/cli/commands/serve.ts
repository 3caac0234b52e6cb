import { type Command, InvalidArgumentError } from 'commander';
import { startHere } from '../here.ts';
import type { Io } from '../io.ts';
import { alpha, duration, list, wholeFrom, withData } from '../options.ts';
import { Stopped, untilStopped } from '../stop.ts';

export const PORT = 7717;
export const port = wholeFrom(0, 65_535);

interface Options {
  port: number;
  host: string;
  data?: string;
  detectEvery: number;
  alpha: number;
  pullEvery: number;
  policies?: string;
  publicUrl?: string;
  oidc?: string;
  closed?: string[];
  accountHeader?: string;
  accountField?: string[];
  defaultAccount?: string;
  log: string;
}

const levels = ['debug', 'info', 'warn', 'error', 'silent'];

/** A span of time, or off. */
function every(text: string): number {
  return text === 'off' ? 0 : duration(text);
}

function level(text: string): string {
  if (!levels.includes(text)) throw new InvalidArgumentError(`It is one of ${levels.join(', ')}.`);
  return text;
}

/** Of a URL all but its path: the service lies at the root of its address. */
function origin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    url.pathname !== '/' ||
    url.search ||
    url.hash ||
    url.username
  )
    throw new InvalidArgumentError(
      'It is an address without a path, such as https://stillwatch.example.com.',
    );
  return url.origin;
}

const examples = `
Examples:
  stillwatch serve
  stillwatch token add gateway --scope ingest,decide && stillwatch serve --host 0.0.0.0
  stillwatch serve --detect-every 1h --closed opus-4.6`;

export function serveCommand(program: Command, io: Io): void {
  const command = program
    .command('serve')
    .summary('run the service: decisions, ingest, detection on a schedule')
    .description(
      'Answers over HTTP: may this request go on, take these exchanges in, what was found (/docs lists all of it), and shows\nthe campaigns in a browser. It holds the data folder while it runs, and looks for campaigns on a schedule.',
    )
    .option('--port <n>', 'the port', port, PORT)
    .option(
      '--host <address>',
      'the address to listen on; beyond this machine only with tokens (stillwatch token add)',
      '127.0.0.1',
    )
    .option(
      '--public-url <url>',
      'where people find it, such as https://stillwatch.example.com: what stands before it speaks TLS',
      origin,
    )
    .option(
      '--oidc <file>',
      'the settings of sign-in with an OpenID provider (default: oidc.json in the data folder)',
    )
    .option(
      '--detect-every <time>',
      'how often to look for campaigns, such as 6h; or off',
      every,
      every('6h'),
    )
    .option('--alpha <share>', 'the chance of any false alarm, over all detections together', alpha, 0.01)
    .option(
      '--pull-every <time>',
      'how often to take what is new in the feeds (stillwatch intel subscribe), such as 1h; or off',
      every,
      0,
    )
    .option(
      '--policies <dir>',
      'a folder of policies (default: policies/ in the data folder, else the built-in ones)',
    )
    .option(
      '--closed <models>',
      'models to hold, not let through, while nothing is known yet (* for all)',
      list,
    )
    .option(
      '--account-header <name>',
      'of hooks (Envoy): a header in which the gateway says whose request it is',
    )
    .option('--account-field <paths>', 'of OpenTelemetry: where else to look for the account', list)
    .option('--default-account <id>', 'of OpenTelemetry: the account of calls that name none')
    .option('--log <level>', `what to log on stderr: ${levels.join(', ')}`, level, 'info');
  withData(command)
    .addHelpText('after', examples)
    .action((options: Options) => run(options, io));
}

async function run(options: Options, io: Io): Promise<void> {
  const { closed = [], accountField, defaultAccount, log: logLevel, ...rest } = options;
  const { service, link } = await startHere(
    { ...rest, closed, formatOptions: { accountField, defaultAccount }, logLevel, ownToken: false },
    io,
  );
  io.out(`The service is at ${link}. Stop with Ctrl-C.\n`);
  if (service.sessionToken)
    io.err(
      'There are no tokens, so this run has one of its own, in that address. For gateways and exporters: stillwatch token add NAME --scope ingest,decide\n',
    );
  try {
    await untilStopped(() => new Promise(() => {}));
  } catch (error) {
    if (!(error instanceof Stopped)) throw error; // to be stopped is how serving ends well
  } finally {
    await service.close();
  }
}
