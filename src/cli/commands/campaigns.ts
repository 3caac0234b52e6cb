import type { Command } from 'commander';
import type { Campaign, CampaignAccount } from '../../detect/index.ts';
import { StillwatchError } from '../../errors.ts';
import type { Store } from '../../store/index.ts';
import type { Io } from '../io.ts';
import { howMany, withData, withJson } from '../options.ts';
import { printJson, withStore } from '../place.ts';
import { lookOf } from '../report/look.ts';
import { count } from '../text/number.ts';
import { clean } from '../text/safe.ts';

interface Options {
  account?: string;
  accounts?: number;
  exchanges?: boolean;
  json?: boolean;
  data?: string;
}

export function campaignsCommand(program: Command, io: Io): void {
  const command = program
    .command('campaigns')
    .summary('list campaigns, or show one')
    .description(
      'Lists the campaigns that detection has found; with an ID shows one, its evidence, its accounts and why each is one of them.',
    )
    .argument('[id]', 'a campaign, such as SW-2026-0001')
    .option('--account <account>', 'show why this account stands in the campaign')
    .option('--accounts <n>', 'show so many accounts, or all', howMany)
    .option('--exchanges', 'print the exchanges that belong to it, a JSON object a line')
    .addHelpText(
      'after',
      `
Examples:
  stillwatch campaigns
  stillwatch campaigns SW-2026-0001
  stillwatch campaigns SW-2026-0001 --accounts all
  stillwatch campaigns SW-2026-0001 --account acct_9f2
  stillwatch campaigns SW-2026-0001 --exchanges > harvested.jsonl
  stillwatch campaigns SW-2026-0001 --json`,
    );
  withData(withJson(command)).action((id: string | undefined, options: Options) => {
    if (id !== undefined) return withStore(io, options.data, store => showOne(store, id, options, io));
    const alone =
      (options.account !== undefined && '--account') ||
      (options.accounts !== undefined && '--accounts') ||
      (options.exchanges && '--exchanges');
    if (alone)
      throw new StillwatchError(
        'USAGE',
        `${alone} is of one campaign, and none is named`,
        `Name it: stillwatch campaigns ID ${alone} …`,
      );
    return withStore(io, options.data, store => showList(store, options, io));
  });
}

async function showList(store: Store, { json }: Options, io: Io): Promise<void> {
  const { listCampaigns } = await import('../../detect/index.ts');
  const campaigns = await listCampaigns(store);
  if (json) return printJson(io, { campaigns });
  const { campaignList } = await import('../report/list.ts');
  io.out(campaignList(campaigns, lookOf(io), store.place));
}

async function showOne(store: Store, id: string, options: Options, io: Io): Promise<void> {
  const { campaign } = await import('../../detect/index.ts');
  const found = await campaign(store, id);
  if (!found)
    throw new StillwatchError(
      'CAMPAIGN_UNKNOWN',
      `there is no campaign ${id} in ${store.place}`,
      'List them: stillwatch campaigns',
    );
  const { account, accounts, exchanges, json } = options;
  if (exchanges) return printExchanges(store, id, io);
  const look = lookOf(io);
  if (account !== undefined) {
    const one = await accountOf(store, found, account);
    if (json) return printJson(io, { campaign: found.id, verdict: found.verdict, ...one });
    const { accountReport } = await import('../report/account.ts');
    return io.out(`${accountReport(found, one, look).join('\n')}\n`);
  }
  const { grantsOf } = await import('../../policy/index.ts');
  const granted = await grantsOf(store, found);
  if (json) return printJson(io, granted.length ? { ...found, granted } : found);
  const [{ campaignReport }, { accountsTable }] = await Promise.all([
    import('../report/campaign.ts'),
    import('../report/accounts.ts'),
  ]);
  const grants = granted.map(
    ({ grant, to, accounts }) =>
      `  Granted: ${count(accounts, 'account')} of it under ${grant} (${clean(to)}), never contained within it`,
  );
  io.out(
    `${[...campaignReport(found, look), ...grants, ...accountsTable(found, look, accounts)].join('\n')}\n`,
  );
}

/** One a line, as they come: there may be millions. */
async function printExchanges(store: Store, id: string, io: Io): Promise<void> {
  const { campaignExchanges } = await import('../../detect/index.ts');
  let lines = '';
  for await (const exchange of campaignExchanges(store, id)) {
    lines += `${JSON.stringify(exchange)}\n`;
    if (lines.length < 65_536) continue;
    io.out(lines);
    lines = '';
  }
  io.out(lines);
}

async function accountOf(store: Store, found: Campaign, account: string): Promise<CampaignAccount> {
  const isIt = (one: CampaignAccount) => one.account === account;
  const one = found.accounts.find(isIt);
  if (one) return one;
  const { listCampaigns } = await import('../../detect/index.ts');
  const others = (await listCampaigns(store)).filter(({ accounts }) => accounts.some(isIt));
  throw new StillwatchError(
    'ACCOUNT_UNKNOWN',
    `${account} is not in ${found.id}`,
    others.length
      ? `It is in ${others.map(({ id }) => id).join(', ')}: stillwatch campaigns ${others[0]!.id} --account ${account}`
      : `No campaign has it. Those of this one: stillwatch campaigns ${found.id} --accounts all`,
  );
}
