import type { Command } from 'commander';
import type { taxii } from '../../intel/index.ts';
import { acting, ask, asking, type Common } from '../ask.ts';
import type { Io } from '../io.ts';
import { printJson } from '../place.ts';
import { count } from '../text/number.ts';
import { clean } from '../text/safe.ts';
import { moment } from '../text/time.ts';

// What partners may read over TAXII: collections, and campaigns that a person releases to them.

export function releaseCommands(intel: Command, io: Io): void {
  const collection = intel
    .command('collection')
    .summary('what partners may read over TAXII')
    .description(
      'Collections that partners read over TAXII 2.1 from `stillwatch serve` (/taxii2/), each with a level of the Traffic Light Protocol: nothing in it is above that. Who may read one is told by tokens.',
    )
    .addHelpText(
      'after',
      `
Examples:
  stillwatch intel collection create labs --tlp green --as "Example AI" --reason "members of the community"
  stillwatch token add north --scope taxii:read:labs,taxii:write:labs
  stillwatch intel publish SW-2026-0001 --collection labs --reason "agreed on 12 June"`,
    );
  acting(collection.command('create').summary('make a collection'))
    .argument('<name>', 'small letters, digits and hyphens; never used twice')
    .requiredOption(
      '--tlp <level>',
      'clear, green, amber or amber+strict: the most that anything in it may be',
    )
    .option('--as <name>', 'who speaks in it, as others know you; otherwise a name that tells nothing')
    .action(async (name: string, o: Common & { tlp: string; as?: string }) => {
      const { tlp, as, reason } = o;
      const made = await ask<{ collection: string }>(io, o, 'POST', 'intel/collections', {
        name,
        tlp,
        as,
        reason,
      });
      if (o.json) return printJson(io, made);
      io.out(
        `${name} is collection ${made.collection}.\nLet a partner read it: stillwatch token add PARTNER --scope taxii:read:${name}\n`,
      );
    });
  asking(collection.command('list').summary('the collections, and the campaigns in each')).action(
    async (o: Common) => {
      const told = await ask<{ collections: taxii.CollectionView[] }>(io, o, 'GET', 'intel/collections', {});
      if (o.json) return printJson(io, told);
      if (told.collections.length === 0) return io.out('There are no collections.\n');
      for (const { name, id, tlp, as, at, campaigns } of told.collections)
        io.out(
          `${name}  TLP:${tlp.toUpperCase()}, ${clean(as)} speaks, made ${moment(at)} UTC\n  id ${id}\n  ${campaigns.map(({ campaign }) => clean(campaign)).join(', ') || 'no campaign'}\n`,
        );
    },
  );
  acting(collection.command('remove').summary('remove a collection that holds no campaign'))
    .argument('<name>')
    .action(async (name: string, o: Common) => {
      const input = { collection: name, reason: o.reason };
      const done = await ask(io, o, 'POST', 'intel/collections/remove', input);
      if (o.json) return printJson(io, done);
      io.out(`${clean(name)} is removed.\n`);
    });
  released(
    intel.command('publish').summary('release a campaign to a collection, or bring it up to date there'),
    io,
  );
  acting(
    intel
      .command('withdraw')
      .summary('take a campaign back: followers are told that it is revoked')
      .argument('<campaign>', 'such as SW-2026-0001')
      .requiredOption('--collection <name>', 'from where'),
  ).action(async (campaign: string, o: Common & { collection: string }) => {
    const input = { campaign, collection: o.collection, reason: o.reason };
    const done = await ask<{ objects: number }>(io, o, 'POST', 'intel/withdrawals', input);
    if (o.json) return printJson(io, done);
    io.out(
      `${clean(campaign)} is withdrawn from ${clean(o.collection)}: ${count(done.objects, 'object')} revoked. Who was given it: stillwatch audit --kind delivery\n`,
    );
  });
}

function released(publish: Command, io: Io): void {
  acting(
    publish
      .description(
        'Releases a campaign to a collection: what may leave at the collection’s level, as `intel export` at that level shows it. Done again after another detection it adds what changed, and ends indicators that tell of the campaign no more.',
      )
      .argument('<campaign>', 'such as SW-2026-0001')
      .requiredOption('--collection <name>', 'where to'),
  ).action(async (campaign: string, o: Common & { collection: string }) => {
    const input = { campaign, collection: o.collection, reason: o.reason };
    const done = await ask<{ objects: number; ended: number; tlp: string }>(
      io,
      o,
      'POST',
      'intel/publications',
      input,
    );
    if (o.json) return printJson(io, done);
    const ended = done.ended ? `, ${count(done.ended, 'indicator')} ended` : '';
    io.out(
      done.objects || done.ended
        ? `${clean(campaign)} in ${clean(o.collection)} at TLP:${done.tlp.toUpperCase()}: ${count(done.objects, 'object')} added${ended}.\n`
        : `${clean(o.collection)} says of ${clean(campaign)} already what may be said.\n`,
    );
  });
}
