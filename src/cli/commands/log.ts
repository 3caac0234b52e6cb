import type { Command } from 'commander';
import { StillwatchError } from '../../errors.ts';
import type { Logged } from '../../evidence/index.ts';
import type { Io } from '../io.ts';
import { wholeFrom, withData, withJson } from '../options.ts';
import { printJson } from '../place.ts';
import { lookOf } from '../report/look.ts';
import { whole } from '../text/number.ts';
import { clean } from '../text/safe.ts';
import { moment } from '../text/time.ts';
import { withLog } from '../with-log.ts';
import { proveCommand } from './log-prove.ts';

interface Common {
  data?: string;
  json?: boolean;
}

const size = wholeFrom(1, Number.MAX_SAFE_INTEGER);
const types = ['key', 'hour', 'verdict', 'record', 'claim', 'psi', 'canary'];

/** The transparency log. It needs the log's folder alone, so the service may run. */
export function logCommand(program: Command, io: Io): void {
  const log = program
    .command('log')
    .summary('the transparency log: what nobody can rewrite')
    .description(
      'The transparency log (docs/evidence.md): verdicts, actions and a commitment to each hour’s exchanges, in an order that nobody can change any more once a checkpoint of it has left the house. Without a command it says what the log is.',
    )
    .addHelpText('after', examples);

  // The default has options of its own: those of `log` itself would take what its other commands are given.
  withData(withJson(log.command('status', { isDefault: true })))
    .summary('what the log is: origin, key, size, root')
    .option('--create', 'make the log where there is none yet')
    .action((o: Common & { create?: boolean }) => run(o, io));

  withData(withJson(log.command('show')))
    .summary('show entries')
    .argument('[index...]', 'which; the first is 0 (default: the newest)', wholeList)
    .option('--type <type>', `only of one type: ${types.join(', ')}`)
    .option('--last <n>', 'the newest so many', wholeFrom(1, 1_000_000), 50)
    .action((indexes: number[] | undefined, o: Common & Shown) => show(indexes ?? [], o, io));

  withData(log.command('checkpoint'))
    .summary('print the signed checkpoint')
    .option('--size <n>', 'of an earlier size', size)
    .action(async (o: Common & Sized) => withLog(io, o, async log => io.out(await log.checkpoint(o.size))));

  withData(log.command('publish'))
    .summary('keep a checkpoint as one that left the house, and print it')
    .option('--size <n>', 'of an earlier size', size)
    .action(async (o: Common & Sized) => withLog(io, o, async log => io.out(await log.publish(o.size))));

  withData(log.command('witness'))
    .summary('have a witness cosign the checkpoint')
    .argument('<url>', 'the witness’s address, such as https://witness.example.com')
    .requiredOption('--key <key>', 'the witness’s verifier key: NAME+HASH+BASE64')
    .option('--size <n>', 'of an earlier size', size)
    .action(async (url: string, o: Common & Sized & { key: string }) =>
      withLog(io, o, async log => {
        const { cosign } = await import('../../evidence/index.ts');
        const done = await cosign(log, { url, key: o.key }, o.size);
        io.out(
          `${clean(o.key.split('+')[0]!)} saw the log with ${whole(done.size)} entries at ${done.at}.\n`,
        );
      }),
    );

  withData(log.command('timestamp'))
    .summary('have a timestamp authority (RFC 3161) stamp the checkpoint')
    .requiredOption('--url <url>', 'the authority’s address')
    .option('--size <n>', 'of an earlier size', size)
    .action(async (o: Common & Sized & { url: string }) =>
      withLog(io, o, async log => {
        const { timestamp } = await import('../../evidence/index.ts');
        const done = await timestamp(log, o.url, o.size);
        io.out(`The log’s ${whole(done.size)} entries were there at ${moment(done.at)} UTC.\n`);
      }),
    );

  withData(log.command('rotate'))
    .summary('sign with a new key from now on')
    .description(
      'Makes a new key. The log says so in an entry, and the checkpoint of that size is signed by both keys. Tell those who know the log by its key, and its witnesses.',
    )
    .action(async (o: Common) => withLog(io, o, async log => io.out(`${await log.rotate()}\n`)));

  proveCommand(log, io);
}

interface Sized {
  size?: number;
}

interface Shown {
  type?: string;
  last: number;
}

const examples = `
Examples:
  stillwatch log
  stillwatch log show --type verdict
  stillwatch log publish > checkpoint.txt
  stillwatch log prove --from checkpoint.txt --out proof.json
  stillwatch log witness https://witness.example.com --key witness.example.com+5d1f…+BJ…
  stillwatch log timestamp --url https://freetsa.org/tsr`;

function wholeList(text: string, before: number[] = []): number[] {
  return [...before, wholeFrom(0, Number.MAX_SAFE_INTEGER)(text)];
}

async function run(o: Common & { create?: boolean }, io: Io): Promise<void> {
  await withLog(
    io,
    o,
    async log => {
      const { parseNote, parseTimestamp } = await import('../../evidence/index.ts');
      const { logReport } = await import('../report/log.ts');
      const entries = Object.fromEntries(types.map(type => [type, 0]));
      const root = (await log.root()).toString('base64');
      for await (const { entry } of log.entries()) entries[entry.type]! += 1;
      const published = (await log.published()).map(({ size, note, timestamp }) => {
        const { text, signatures } = parseNote(note);
        const stamp = timestamp && parseTimestamp(timestamp, text);
        return {
          size,
          cosignatures: signatures.filter(({ name }) => name !== log.origin).length,
          timestamp: stamp && 'at' in stamp ? stamp.at : null,
        };
      });
      const document = { origin: log.origin, key: log.key, size: log.size, root, entries, published };
      if (o.json) printJson(io, document);
      else io.out(logReport(document, lookOf(io)));
    },
    { create: o.create ?? false },
  );
}

async function show(indexes: readonly number[], o: Common & Shown, io: Io): Promise<void> {
  if (o.type !== undefined && !types.includes(o.type))
    throw new StillwatchError('USAGE', `no entry is of type ${o.type}`, `The types are ${types.join(', ')}.`);
  await withLog(io, o, async log => {
    const found: Logged[] = [];
    const take = async (from: number, to?: number) => {
      for await (const one of log.entries(from, to))
        if (o.type === undefined || one.entry.type === o.type) {
          found.push(one);
          if (indexes.length === 0 && found.length > o.last) found.shift();
        }
    };
    for (const index of indexes) await take(index, index + 1);
    if (indexes.length === 0) await take(o.type === undefined ? Math.max(0, log.size - o.last) : 0);
    const { entriesReport } = await import('../report/log.ts');
    if (o.json) printJson(io, { entries: found.map(({ index, entry }) => ({ index, entry })) });
    else if (indexes.length > 0)
      for (const { entry } of found)
        io.out(`${JSON.stringify(entry, null, 2).split('\n').map(clean).join('\n')}\n`);
    else io.out(entriesReport(found, lookOf(io)));
  });
}
