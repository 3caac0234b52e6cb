import { rename, rm, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { installationKey } from '../../exchange/index.ts';
import type { Io } from '../io.ts';
import { withData, withJson } from '../options.ts';
import { printJson, withStore } from '../place.ts';
import { count } from '../text/number.ts';
import { clean } from '../text/safe.ts';
import { withLog } from '../with-log.ts';

interface Options {
  tlp: string;
  out: string;
  as?: string;
  sign: boolean;
  json?: boolean;
  data?: string;
}

/** `stillwatch intel export`. */
export function exportCommand(intel: Command, io: Io): void {
  const command = intel
    .command('export')
    .summary('a campaign as STIX 2.1, for those you share with')
    .description(
      'Writes a campaign as a bundle of STIX 2.1: its figures and techniques, and of what its accounts share what may leave at the level (docs/intel.md). No account, organisation, person or text is in it at any level.',
    )
    .argument('<campaign>', 'such as SW-2026-0001')
    .requiredOption('--tlp <level>', 'clear, green, amber or amber+strict: whom its reader may show it to')
    .requiredOption('--out <file>', 'where to write it, such as SW-2026-0001.json')
    .option(
      '--as <name>',
      'who says so, as others know you; otherwise a name of this installation that tells nothing',
    )
    .option('--no-sign', 'write no signature beside it (FILE.dsse, made with the key of the log)')
    .addHelpText(
      'after',
      `
Examples:
  stillwatch intel export SW-2026-0001 --tlp green --as "Example AI" --out for-all-members.json
  stillwatch intel export SW-2026-0001 --tlp amber --as "Example AI" --out with-networks.json`,
    );
  withJson(withData(command)).action((id: string, options: Options) => run(id, options, io));
}

async function put(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}`;
  try {
    await writeFile(draft, text, { mode: 0o600 });
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

async function run(id: string, { tlp, out, as, sign, json, data }: Options, io: Io): Promise<void> {
  const { exportCampaign, exportLevel, signBundle, taxii } = await import('../../intel/index.ts');
  const level = exportLevel(tlp);
  await withStore(io, data, async (store, place) => {
    const pseudonyms = installationKey(place);
    const { bundle, told, kept, alone } = await exportCampaign(store, id, {
      level,
      // Two that gave no name are not taken for one: ids are made of it.
      origin: as ?? taxii.nobody(place),
      community: pseudonyms.community,
    });
    const text = `${JSON.stringify(bundle, null, 1)}\n`;
    // The signature first: a bundle is never there with that of another.
    await rm(`${out}.dsse`, { force: true });
    let key: string | undefined;
    if (sign)
      await withLog(
        io,
        { data },
        async log => {
          const about = { campaign: id, tlp: level };
          await put(`${out}.dsse`, await signBundle(log, { name: out, bytes: text, about }));
          key = log.key;
        },
        { create: true },
      );
    await put(out, text);
    if (json)
      return printJson(io, {
        file: out,
        tlp: level,
        objects: bundle.objects.length,
        indicators: told,
        kept,
        key,
      });
    const list = (counts: Record<string, number>) =>
      Object.entries(counts)
        .map(([kind, n]) => `${kind} ${n}`)
        .join(', ') || 'none';
    io.out(`${clean(out)}: ${count(bundle.objects.length, 'object')} at TLP:${level.toUpperCase()}\n`);
    io.out(`  indicators:   ${list(told)}\n  stays here:   ${list(kept)}\n`);
    if (key)
      io.out(
        `  signature:    ${clean(out)}.dsse, to be given with it. Who takes it needs your key, once:\n${key}\n`,
      );
    if (alone)
      io.out(
        '\nTemplates are not in it: their hashes mean something to others only under the key of a community that was joined before the campaign began.\nTo join one, or make one: stillwatch intel community --help\n',
      );
  });
}
