import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { communityOf, joinCommunity, newCommunity } from '../../exchange/index.ts';
import type { Io } from '../io.ts';
import { placeOf, withData } from '../options.ts';
import { withStore } from '../place.ts';
import { clean } from '../text/safe.ts';

/** `stillwatch intel community`: who sketches alike. */
export function communityCommand(intel: Command, io: Io): void {
  const community = intel
    .command('community')
    .summary('the key of those who share with each other')
    .description(
      'Members of a community hold a key in common: under it the same template has the same hashes at each of them, so that what one found another can look for. Whoever has the key and somebody’s hashes can test guesses of whole prompts: give it by hand, to members alone (docs/privacy.md).',
    );
  community
    .command('create')
    .summary('make a community: its key file')
    .argument('<name>', 'what members call it')
    .requiredOption('--out <file>', 'where to write its key file; it is not overwritten')
    .action(async (name: string, { out }: { out: string }) => {
      await writeFile(out, newCommunity(name), { flag: 'wx', mode: 0o600 });
      io.out(
        `${clean(out)} makes whoever has it a member.\nJoin yourself: stillwatch intel community join ${clean(out)}\n`,
      );
    });
  withData(community.command('join').summary('join with a key file').argument('<file>')).action(
    async (file: string, { data }: { data?: string }) => {
      const text = await readFile(file, 'utf8');
      const { name, id, since } = await withStore(io, data, async (store, place) => {
        const [first] = await store.query('SELECT 1 FROM exchanges LIMIT 1');
        return joinCommunity(place, text, first ? new Date() : undefined);
      });
      io.out(
        `Joined ${clean(name)} (key ${id}). What is ingested from now on is hashed under its key.\n${since ? 'What is stored stays as it is: a template that was seen before will look like a new one, and templates of campaigns that began before are not exported.\n' : ''}A service that runs has to be started again.\n`,
      );
    },
  );
  withData(community.command('show').summary('which one was joined')).action(
    ({ data }: { data?: string }) => {
      const joined = communityOf(placeOf(data, io).data);
      io.out(joined ? `${clean(joined.name)} (key ${joined.id})\n` : 'None was joined.\n');
    },
  );
}
