import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { StillwatchError } from '../../errors.ts';
import { communityOf } from '../../exchange/index.ts';
import type { Ruling } from '../../intel/index.ts';
import type { Io } from '../io.ts';
import { placeOf, time, withData, withJson } from '../options.ts';
import { printJson, textIn, withStore } from '../place.ts';
import { deliveriesReport, feedsReport, importReport, matchReport, partnersReport } from '../report/intel.ts';
import { lookOf } from '../report/look.ts';
import { count } from '../text/number.ts';
import { clean } from '../text/safe.ts';

interface Common {
  data?: string;
  json?: boolean;
}
const room = () => import('../../intel/index.ts');

/** What others know: `stillwatch intel import`, `list`, `match`, `judge`, `partner`. */
export function importCommands(intel: Command, io: Io): void {
  withJson(withData(intel.command('import')))
    .summary('take in what a partner shared: bundles of STIX 2.1')
    .description(
      'Takes in bundles of STIX 2.1 (.json, also .gz) with their signatures beside them (FILE.dsse): each all of it, or nothing. The same again changes nothing. What is imported raises attention; nothing is contained by it, and detection does not read it (docs/intel.md).',
    )
    .argument('[files...]', 'without any: what came over TAXII and waits (intel/inbox)')
    .option('--partner <name>', 'who it is from; otherwise whoever signed it')
    .option('--unsigned', 'without a signature, from a partner of whom that is allowed')
    .action((files: string[], options: Common & { partner?: string; unsigned?: boolean }) =>
      importFiles(files, options, io),
    );

  withJson(withData(intel.command('list')))
    .summary('what came in, from whom, and what of it is in force')
    .action(async ({ data, json }: Common) => {
      const { feeds } = await room();
      await withStore(io, data, async (store, place) => {
        const found = await feeds(store, { data: place, community: communityOf(place)?.id });
        if (json) printJson(io, { partners: found });
        else io.out(feedsReport(found, lookOf(io)));
      });
    });

  withJson(withData(intel.command('match')))
    .summary('who here shows what partners told of')
    .description(
      'Looks for imported indicators in what is stored: by campaign, who to look at and why, how likely so much comes about by chance, and which campaigns here it may be. A match is a reason to look, and no verdict.',
    )
    .option('--until <time>', 'as of then: what is in force at that time, in traffic up to it', time)
    .action(async ({ data, json, until }: Common & { until?: Date }) => {
      const { match } = await room();
      await withStore(io, data, async (store, place) => {
        const options = { data: place, community: communityOf(place)?.id, ...(until && { now: until }) };
        const found = await match(store, options);
        if (json) printJson(io, found);
        else io.out(matchReport(found, lookOf(io)));
      });
    });

  withData(intel.command('judge'))
    .summary('say what became of a campaign that a partner told of: it weighs what else they tell')
    .argument('<campaign>', 'its id, as intel match prints it: campaign--…')
    .argument('<ruling>', 'confirmed, false-alarm, or withdrawn to take back what was said')
    .requiredOption('--partner <name>', 'who told of it')
    .requiredOption('--reason <text>', 'why: it stays with it')
    .option('--by <name>', 'who decides (default: the account of the operating system)')
    .action((campaign: string, ruling: string, options: JudgeOptions) =>
      judge(campaign, ruling, options, io),
    );

  partnerCommands(intel, io);
}

async function importFiles(
  files: string[],
  { data, json, partner, unsigned = false }: Common & { partner?: string; unsigned?: boolean },
  io: Io,
): Promise<void> {
  const { importFile, takeDeliveries } = await room();
  if (files.length === 0)
    return withStore(io, data, async (store, place) => {
      const taken = await takeDeliveries(store, place);
      if (json) printJson(io, taken);
      else io.out(deliveriesReport(taken));
    });
  await withStore(io, data, async (store, place) => {
    const imported = [];
    try {
      for (const file of files) {
        const one = await importFile(store, file, { data: place, partner, unsigned });
        imported.push(one);
        if (!json) io.out(importReport(one));
      }
    } finally {
      // What was taken before one was refused is there.
      if (json) printJson(io, { imported });
    }
  });
}

interface JudgeOptions extends Common {
  partner: string;
  reason: string;
  by?: string;
}

async function judge(campaign: string, ruling: string, options: JudgeOptions, io: Io): Promise<void> {
  const { partnerNamed, rule, rulings } = await room();
  if (!(rulings as readonly string[]).includes(ruling) || !campaign.startsWith('campaign--'))
    throw new StillwatchError(
      'USAGE',
      `${campaign} ${ruling} is no ruling`,
      `It is an id that intel match prints, and ${rulings.join(', ')}.`,
    );
  const { partner, reason, by, data } = options;
  await withStore(io, data, async (store, place) => {
    partnerNamed(place, partner);
    const actor = by ?? userInfo().username;
    await rule(store, { actor, partner, campaign, ruling: ruling as Ruling, reason });
  });
  io.out(`${clean(campaign)} of ${clean(partner)}: ${ruling}.\n`);
}

function partnerCommands(intel: Command, io: Io): void {
  const partner = intel.command('partner').summary('whose indicators are taken');
  withData(partner.command('add'))
    .summary('take what a partner signs; of one that is there, a further key')
    .argument('<name>', 'what you call them')
    .option('--key <file>', 'their verifier key, as stillwatch log prints it at theirs')
    .option('--allow-unsigned', 'take what they give without a signature too')
    .action(
      async (
        name: string,
        { data, key, allowUnsigned }: Common & { key?: string; allowUnsigned?: boolean },
      ) => {
        const { addPartner } = await room();
        const text = key === undefined ? undefined : await textIn(key);
        const { keys, unsigned } = await addPartner(placeOf(data, io).data, {
          name,
          key: text,
          unsigned: allowUnsigned ?? false,
        });
        io.out(
          `${clean(name)}: ${count(keys.length, 'key')}${unsigned ? '; taken without a signature too' : ''}.\n`,
        );
      },
    );
  withJson(withData(partner.command('list')))
    .summary('partners, and their records')
    .action(async ({ data, json }: Common) => {
      const { feeds } = await room();
      await withStore(io, data, async (store, place) => {
        const found = await feeds(store, { data: place });
        const partners = found.map(({ partner, keys, unsigned, record }) => ({
          partner,
          keys,
          unsigned,
          ...record,
        }));
        if (json) printJson(io, { partners });
        else io.out(partnersReport(partners, lookOf(io)));
      });
    });
  withData(partner.command('remove'))
    .summary('take nothing more from a partner; what came from it is no longer looked for')
    .argument('<name>')
    .action(async (name: string, { data }: Common) => {
      const { removePartner } = await room();
      await removePartner(placeOf(data, io).data, name);
      io.out(`${clean(name)} is no partner any more.\n`);
    });
}
