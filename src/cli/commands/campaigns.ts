import type { Command } from 'commander';
import { StillwatchError } from '../../errors.ts';
import type { Io } from '../io.ts';
import { withData, withJson } from '../options.ts';
import { printJson, withStore } from '../place.ts';
import { lookOf } from '../report/look.ts';

interface Options {
  json?: boolean;
  data?: string;
}

export function campaignsCommand(program: Command, io: Io): void {
  const command = program
    .command('campaigns')
    .summary('list campaigns, or show one')
    .description(
      'Lists the campaigns that detection has found; with an ID shows one, its evidence and its accounts.',
    )
    .argument('[id]', 'a campaign, such as SW-2026-0001');
  withData(withJson(command)).action((id: string | undefined, options: Options) =>
    withStore(io, options.data, async store => {
      const { campaign, listCampaigns } = await import('../../detect/index.ts');
      const look = lookOf(io);
      if (id === undefined) {
        const campaigns = await listCampaigns(store);
        if (options.json) return printJson(io, { campaigns });
        const { campaignList } = await import('../report/list.ts');
        return io.out(campaignList(campaigns, look, store.place));
      }
      const found = await campaign(store, id);
      if (!found)
        throw new StillwatchError(
          'CAMPAIGN_UNKNOWN',
          `there is no campaign ${id} in ${store.place}`,
          'List them: stillwatch campaigns',
        );
      if (options.json) return printJson(io, found);
      const [{ campaignReport }, { accountsTable }] = await Promise.all([
        import('../report/campaign.ts'),
        import('../report/accounts.ts'),
      ]);
      io.out(`${[...campaignReport(found, look), ...accountsTable(found, look)].join('\n')}\n`);
    }),
  );
}
