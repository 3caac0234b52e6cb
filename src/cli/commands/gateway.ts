import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { StillwatchError } from '../../errors.ts';
import type { Io } from '../io.ts';
import { list, placeOf, wholeFrom } from '../options.ts';
import { Stopped, untilStopped } from '../stop.ts';

interface Options {
  upstream: string;
  port: number;
  host: string;
  service?: string;
  token?: string;
  accountHeader?: string;
  keyHeader?: string[];
  channel?: string;
  fail: 'open' | 'closed';
  trustProxy: number;
  timeout: number;
  state?: string;
  data?: string;
  servicePort: number;
  hooksPort?: number;
}

const port = wholeFrom(0, 65_535);

export function gatewayCommand(program: Command, io: Io): void {
  program
    .command('gateway')
    .summary('a proxy before a model API that decides and records')
    .description(
      'Stands before an OpenAI- or Anthropic-compatible API: asks the service what may be done with each request, passes it on,\ncarries out what was decided, and sends the exchange to the service. Answers stream through as they come.',
    )
    .requiredOption('--upstream <url>', 'the API: https://api.example.com')
    .option('--port <n>', 'the port', port, 7718)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--service <url>', 'where stillwatch serve is; without it the service runs in this process')
    .option('--token <token>', 'a token with the scopes decide and ingest (or STILLWATCH_TOKEN)')
    .option('--account-header <name>', 'a header in which a gateway before this one says whose request it is')
    .option('--key-header <name,…>', 'headers that hold keys, instead of the usual ones', list)
    .option('--channel <name>', 'the channel of requests that come in here')
    .addOption(
      new Option('--fail <way>', 'without a decision: let through, or refuse')
        .choices(['open', 'closed'])
        .default('open'),
    )
    .option(
      '--trust-proxy <n>',
      'how many proxies in front to believe about client addresses',
      wholeFrom(0, 10),
      0,
    )
    .option(
      '--timeout <seconds>',
      'how long the upstream may take to begin an answer',
      wholeFrom(1, 86_400),
      600,
    )
    .option('--data <dir>', 'without --service: its data folder (or STILLWATCH_DATA; default .stillwatch)')
    .option('--service-port <n>', 'without --service: its port on 127.0.0.1', port, 7717)
    .option(
      '--state <dir>',
      'the folder of the key for pseudonyms and of what waits to be sent (default: the data folder)',
    )
    .option('--hooks-port <n>', 'serve /hooks, /metrics and /health on this port of 127.0.0.1', port)
    .action((options: Options) => run(options, io));
}

async function run(options: Options, io: Io): Promise<void> {
  const { url, token, close } = options.service ? elsewhere(options, io) : await here(options, io);
  try {
    await stand(url, token, options, io);
  } finally {
    await close();
  }
}

interface Asked {
  url: string;
  token: string;
  close(): Promise<void>;
}

function elsewhere({ service, token, data }: Options, io: Io): Asked {
  const given = token ?? io.env['STILLWATCH_TOKEN'];
  if (given && data === undefined) return { url: service!, token: given, close: async () => {} };
  throw new StillwatchError(
    'USAGE',
    given ? '--data is of a service in this process, and --service names another' : 'no token was given',
    given
      ? 'Give one of them.'
      : 'Make one where the service is: stillwatch token add gateway --scope decide,ingest. Give it as --token or STILLWATCH_TOKEN.',
  );
}

/** The service in this process, for who has none: on this machine alone. */
async function here({ data, servicePort }: Options, io: Io): Promise<Asked> {
  const { startHere } = await import('../here.ts');
  const { service, link } = await startHere({ data, port: servicePort }, io);
  io.out(`The service is at ${link}.\n`);
  return { url: service.address, token: service.sessionToken!, close: () => service.close() };
}

async function stand(url: string, token: string, options: Options, io: Io): Promise<void> {
  const [gateways, { installationKey }] = await Promise.all([
    import('../../gateway/index.ts'),
    import('../../exchange/index.ts'),
  ]);
  const state = options.state ?? placeOf(options.data, io).data;
  const pseudonyms = installationKey(state);
  const log = (event: string, facts: object = {}) =>
    io.err(`${JSON.stringify({ time: new Date().toISOString(), event, ...facts })}\n`);
  const service = gateways.serviceAt({
    url,
    token,
    spool: join(state, 'gateway'),
    log,
  });
  try {
    const gateway = gateways.createGateway({
      upstream: options.upstream,
      decide: service.decide,
      record: service.record,
      canaryKey: service.canaryKey,
      pseudonyms,
      accountHeader: options.accountHeader,
      keyHeaders: options.keyHeader?.map(name => name.toLowerCase()),
      channel: options.channel,
      fail: options.fail,
      trustProxy: options.trustProxy,
      headersTimeout: options.timeout * 1000,
      log,
    });
    const hooks = gateways.hookServer(
      gateways.hooks({ pseudonyms, accountHeader: options.accountHeader, channel: options.channel }),
      request => service.decide(request, AbortSignal.timeout(250)),
      () => gateway.counts.text(),
    );
    try {
      const address = await listening(gateway.server, options.port, options.host);
      if (options.hooksPort !== undefined) {
        const beside = await listening(hooks, options.hooksPort, '127.0.0.1');
        io.out(`Hooks, metrics and health are at ${beside}.\n`);
      }
      io.out(`The gateway is at ${address}, before ${options.upstream}. Stop with Ctrl-C.\n`);
      await untilStopped(() => new Promise(() => {}));
    } catch (error) {
      if (!(error instanceof Stopped)) throw error; // to be stopped is how serving ends well
    } finally {
      hooks.close();
      hooks.closeAllConnections();
      await gateway.close();
      io.err(`Recorded ${gateway.counts.get('recorded')} of ${gateway.counts.get('requests')} requests.\n`);
    }
  } finally {
    await service.close();
    if (service.waiting) io.err(`${service.waiting} bytes wait in ${state}/gateway for the service.\n`);
  }
}

async function listening(server: Server, port: number, host: string): Promise<string> {
  server.listen(port, host);
  await once(server, 'listening');
  const { port: bound } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
}
