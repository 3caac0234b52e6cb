import { rename, rm, writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { StillwatchError } from '../../errors.ts';
import type { Excerpt, Level } from '../../evidence/index.ts';
import { asking, bytesOf } from '../ask.ts';
import type { Io } from '../io.ts';
import { printJson, textIn, withStore } from '../place.ts';
import { ProgressLine } from '../progress.ts';
import { count } from '../text/number.ts';
import { clean } from '../text/safe.ts';
import { version } from '../version.ts';

interface Options {
  level: Level;
  out: string;
  partner?: string;
  maker?: string;
  excerpt: string[];
  seen: string[];
  json?: boolean;
  data?: string;
  service?: string;
  token?: string;
}

const each = (value: string, before: string[]): string[] => [...before, value];

export function dossierCommand(program: Command, io: Io): void {
  const command = program
    .command('dossier')
    .summary('write what is claimed of a campaign, with its proofs')
    .description(
      'Writes a dossier on a campaign: a letter (HTML and PDF), what is claimed as data with its proofs, and a signature over all. Whoever gets it checks it without trusting you: npx stillwatch-verify FILE. The same dossier made again is the same bytes.\npublic has no row of an account; partner has rows without names, under ids of this partner’s own; regulator names accounts. No level holds the words of a request, but for excerpts that you add one by one.',
    )
    .argument('<campaign>', 'such as SW-2026-0001')
    .addOption(
      new Option('--level <level>', 'who it is for')
        .choices(['public', 'partner', 'regulator'])
        .makeOptionMandatory(),
    )
    .requiredOption('--out <file>', 'where to write it, such as SW-2026-0001.zip')
    .option('--partner <name>', 'at level partner: whose key the pseudonyms are under')
    .option('--maker <name>', 'who makes the claim, for the letter')
    .option(
      '--excerpt <file>',
      'add the words of an exchange of the campaign: a file with its record; said several times',
      each,
      [],
    )
    .option('--seen <digest>', 'you were shown this excerpt and want it written', each, [])
    .addHelpText(
      'after',
      `
Examples:
  stillwatch dossier SW-2026-0001 --level public --out SW-2026-0001.zip
  stillwatch dossier SW-2026-0001 --level partner --partner lab.example --out for-lab.zip
  stillwatch dossier SW-2026-0001 --level regulator --maker "Example AI" --out named.zip
  npx stillwatch-verify SW-2026-0001.zip`,
    );
  asking(command).action((id: string, options: Options) => run(id, options, io));
}

async function run(id: string, options: Options, io: Io): Promise<void> {
  const { level, out, partner, maker, json } = options;
  const service = options.service ?? io.env['STILLWATCH_SERVICE'];
  if (service) {
    if (options.excerpt.length)
      throw new StillwatchError(
        'USAGE',
        'excerpts are not sent to a service',
        'Stop it and make the dossier of the data folder, or leave --excerpt out.',
      );
    const input = { campaign: id, level, partner, maker };
    const token = options.token ?? io.env['STILLWATCH_TOKEN'];
    const { archive } = await writing(out, async () => ({
      archive: await bytesOf(service, token, 'POST', 'dossiers', input),
    }));
    if (json) return printJson(io, { file: out, bytes: archive.length });
    return io.out(`${clean(out)}: ${archive.length} bytes\n\n${next(out)}\n`);
  }
  const evidence = await import('../../evidence/index.ts');
  const excerpts = await shown(options, io);
  await withStore(io, options.data, async (store, data) => {
    const line = new ProgressLine(io);
    const onStep = (step: string) => line.show(`${step} …`, true);
    const asked = { level, partner, maker, excerpts, version: version(), onStep };
    const made = await writing(out, () => evidence.dossier(store, data, id, asked)).finally(() =>
      line.clear(),
    );
    const { files, claimed, size } = made;
    if (json) return printJson(io, { file: out, bytes: made.archive.length, files, claimed, log_size: size });
    io.out(
      [
        `${clean(out)}: ${count(claimed.exchanges, 'exchange')} of ${count(claimed.accounts, 'account')} claimed, ${made.archive.length} bytes`,
        ...files.map(file => `  ${file.name.padEnd(15)} ${file.bytes}`),
        '',
        next(out),
        '',
      ].join('\n'),
    );
  });
}

const next = (out: string) => `Check it as its reader will: npx stillwatch-verify ${clean(out)}`;

/** Writes what `make` makes, whole or not at all. A path that can't be written is known before anything is claimed in the log. */
async function writing<T extends { archive: Buffer }>(path: string, make: () => Promise<T>): Promise<T> {
  const part = `${path}.${process.pid}.part`;
  try {
    await writeFile(part, '');
    const made = await make();
    await writeFile(part, made.archive);
    await rename(part, path);
    return made;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** The excerpts, each of which was shown to somebody; what was not yet is shown now, and nothing is written. */
async function shown({ excerpt, seen }: Options, io: Io): Promise<Excerpt[]> {
  if (excerpt.length === 0) return [];
  const { excerptOf } = await import('../../evidence/index.ts');
  const candidates = await Promise.all(excerpt.map(async file => excerptOf(await textIn(file), file)));
  const unseen = candidates.filter(({ digest }) => !seen.includes(digest));
  for (const { excerpt, digest } of unseen)
    io.err(
      `--- excerpt ${digest}: exchange ${clean(excerpt.exchange)}, ${excerpt.at}, ${clean(excerpt.model)}\n${clean(excerpt.text)}\n---\n`,
    );
  if (unseen.length)
    throw new StillwatchError(
      'EXCERPT_UNSEEN',
      `${unseen.length} of ${candidates.length} excerpts were not shown to you before; they are above`,
      `Where they may be given away: ${unseen.map(({ digest }) => `--seen ${digest}`).join(' ')}`,
    );
  return candidates.map(candidate => candidate.excerpt);
}
