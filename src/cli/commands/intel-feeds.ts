import type { Command } from 'commander';
import { StillwatchError } from '../../errors.ts';
import type { Taken, taxii } from '../../intel/index.ts';
import { explain } from '../failure.ts';
import type { Io } from '../io.ts';
import { placeOf, wholeFrom, withData, withJson } from '../options.ts';
import { printJson, withStore } from '../place.ts';
import { ProgressLine } from '../progress.ts';
import { deliveriesReport } from '../report/intel.ts';
import { lookOf } from '../report/look.ts';
import { table } from '../report/table.ts';
import { untilStopped } from '../stop.ts';
import { count, whole } from '../text/number.ts';
import { clean } from '../text/safe.ts';
import { moment } from '../text/time.ts';

// What partners release, taken from their TAXII servers.

const room = () => import('../../intel/index.ts');

interface SubscribeOptions {
  collection: string;
  partner: string;
  tokenEnv: string;
  user: string;
  insecure?: boolean;
  data?: string;
}

interface Plain {
  json?: boolean;
  data?: string;
}

export function feedCommands(intel: Command, io: Io): void {
  withData(
    intel
      .command('subscribe')
      .summary('follow a partner’s collection on a TAXII 2.1 server')
      .description(
        'Remembers a collection of a partner’s TAXII 2.1 server, once it has answered. The token stays in the environment: only the name of its variable is kept.',
      )
      .argument('<url>', 'the server’s discovery or API root, such as https://taxii.example.com/taxii2/')
      .requiredOption('--collection <id>', 'the collection there')
      .requiredOption('--partner <name>', 'what the partner is called here')
      .option('--token-env <variable>', 'the environment variable with the token', 'STILLWATCH_TAXII_TOKEN')
      .option('--user <name>', 'the user name that goes with the token (HTTP Basic)', 'stillwatch')
      .option('--insecure', 'also without TLS to another machine'),
  ).action((url: string, options: SubscribeOptions) => subscribe(url, options, io));

  withJson(withData(intel.command('feeds').summary('what is subscribed to, and how far it was read'))).action(
    async ({ data, json }: Plain) => {
      const { taxii } = await room();
      const place = placeOf(data, io).data;
      const feeds = taxii.readFeeds(place).map(one => {
        return { ...one, read_to: taxii.positionOf(place, one.partner).last || null };
      });
      if (json) return printJson(io, { feeds });
      if (feeds.length === 0)
        return io.out('Nothing is subscribed to. See stillwatch intel subscribe --help\n');
      const heads = ['partner', 'title', 'read up to (UTC)', 'at'].map(head => ({ head }));
      const rows = feeds.map(({ partner, title, read_to, root }) => [
        partner,
        title,
        read_to && !Number.isNaN(Date.parse(read_to)) ? moment(read_to) : 'nothing yet',
        root,
      ]);
      io.out(`${table(heads, rows, lookOf(io)).join('\n')}\n`);
    },
  );

  withData(
    intel.command('unsubscribe').summary('forget a feed; what came of it stays').argument('<partner>'),
  ).action(async (partner: string, { data }: Plain) => {
    const { taxii } = await room();
    await taxii.removeFeed(placeOf(data, io).data, partner);
    io.out(`${clean(partner)} is followed no more.\n`);
  });

  withJson(
    withData(
      intel
        .command('pull')
        .summary('take what is new in the feeds')
        .description(
          'Takes what is new in one feed, or in all: first into the inbox of the data folder (intel/inbox), and from there into the store, by the service where one runs. Killed half way, it goes on where it was.',
        )
        .argument('[partner]', 'whose feed; otherwise all')
        .option('--most <n>', 'objects of one feed to take at most, to the end of a page', wholeFrom(1, 1e7)),
    ),
  ).action((partner: string | undefined, options: Plain & { most?: number }) => pull(partner, options, io));
}

async function subscribe(
  url: string,
  { collection, partner, tokenEnv, user, insecure = false, data }: SubscribeOptions,
  io: Io,
): Promise<void> {
  const { taxii } = await room();
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._@-]{0,63}$/u.test(partner))
    throw new StillwatchError(
      'USAGE',
      'a partner’s name is not valid',
      'It has up to 64 letters, digits, spaces, dots, hyphens, underscores or @.',
    );
  if (user.includes(':')) throw new StillwatchError('USAGE', 'a user name has no colon', 'Check --user.');
  const peer = { url, user, token: io.env[tokenEnv], insecure, ...telling(io) };
  const found = await untilStopped(() => taxii.discover(peer, collection));
  const since = new Date().toISOString();
  await taxii.putFeed(placeOf(data, io).data, {
    partner,
    ...found,
    token_env: tokenEnv,
    user,
    insecure,
    since,
  });
  io.out(
    `${clean(partner)} is followed: “${clean(found.title)}” at ${found.root}\nTake what is there: stillwatch intel pull ${clean(partner)}\n`,
  );
  if (peer.token === undefined)
    io.err(`It was asked without a token: ${clean(tokenEnv)} is not set in the environment.\n`);
}

const telling = (io: Io) => ({
  onWait: (seconds: number, why: string) =>
    io.err(`The server ${why}; it is asked again in ${count(seconds, 'second')}.\n`),
});

async function pull(
  partner: string | undefined,
  { json, data, most }: Plain & { most?: number },
  io: Io,
): Promise<void> {
  const { taxii } = await room();
  const place = placeOf(data, io).data;
  const all = taxii.readFeeds(place);
  const feeds = partner === undefined ? all : [taxii.feedOf(all, partner)];
  if (feeds.length === 0)
    throw new StillwatchError(
      'FEED_UNKNOWN',
      'nothing is subscribed to',
      'Subscribe first: stillwatch intel subscribe URL --collection ID --partner NAME',
    );
  const stop = new AbortController();
  const line = new ProgressLine(io);
  let pulled: taxii.Pulled[] = [];
  try {
    pulled = await untilStopped(() =>
      taxii.pullFeeds(feeds, {
        data: place,
        env: io.env,
        signal: stop.signal,
        most,
        onPage: so => line.show(`${so.partner}: ${count(so.objects, 'object')}`),
        ...telling(io),
        // The last is said at the end, with the exit status.
        onFailure: (_feed, error) => {
          if (io.late !== undefined) explain(io.late, io, 'stillwatch intel pull --help');
          io.late = error;
        },
      }),
    );
  } finally {
    stop.abort();
    line.clear();
  }
  const taken = await takenIn(data, io);
  if (json) printJson(io, { feeds: pulled, taken });
  else {
    for (const one of pulled) io.out(`${said(one)}\n`);
    io.out(taken ? deliveriesReport(taken) : 'The service that runs takes it in within a minute.\n');
  }
}

/** Where a service has the store, it takes it in. */
async function takenIn(data: string | undefined, io: Io): Promise<Taken | null> {
  const { takeDeliveries } = await room();
  try {
    return await withStore(io, data, takeDeliveries);
  } catch (error) {
    if ((error as StillwatchError).code === 'STORE_BUSY') return null;
    throw error;
  }
}

function said({ partner, objects, refused, types, more, pages }: taxii.Pulled): string {
  const kinds = Object.entries(types)
    .sort(([, a], [, b]) => b - a)
    .map(([type, n]) => `${clean(type)} ${whole(n)}`);
  const lines = [
    `${clean(partner)}: ${objects ? `${count(objects, 'object')} in ${count(pages, 'page')}` : 'nothing new'}`,
    ...(kinds.length ? [`  ${kinds.join(', ')}`] : []),
    ...(refused ? [`  ${count(refused, 'object')} refused: none of STIX 2.1`] : []),
    ...(more ? ['  There is more: pull again.'] : []),
  ];
  return lines.join('\n');
}
