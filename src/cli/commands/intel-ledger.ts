import { rename, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { StillwatchError } from '../../errors.ts';
import type { Ledger } from '../../evidence/index.ts';
import type { Io } from '../io.ts';
import { placeOf, withData, withJson } from '../options.ts';
import { printJson, textIn, withStore } from '../place.ts';
import { comparisonReport, ledgerReport, reportedReport } from '../report/ledger.ts';
import { lookOf } from '../report/look.ts';
import { clean } from '../text/safe.ts';

interface Common {
  data?: string;
  json?: boolean;
}
const room = () => import('../../evidence/index.ts');

/** `stillwatch intel ledger`: what was alleged in public. */
export function ledgerCommand(intel: Command, io: Io): void {
  const ledger = intel
    .command('ledger')
    .summary('campaigns that others alleged in public')
    .description(
      'Campaigns that somebody alleged in public, as reported: who alleges what, what is disputed, and what reports disagree on. Every count is the accuser’s. Your own campaigns, and other versions of those that are shipped, are kept in ledger.json of the data folder.',
    );
  const of = async (data: string | undefined) => (await room()).ledgerOf(placeOf(data, io).data);

  withJson(withData(ledger.command('list')))
    .summary('all of them')
    .action(async ({ data, json }: Common) => {
      const all = await of(data);
      if (json) printJson(io, all);
      else io.out(ledgerReport(all, lookOf(io)));
    });
  withJson(withData(ledger.command('show')))
    .summary('one, with what is disputed')
    .argument('<id>', 'such as 2026-06')
    .action(async (id: string, { data, json }: Common) => {
      const found = (await room()).reportedOf(await of(data), id);
      if (json) printJson(io, found);
      else io.out(reportedReport(found, lookOf(io)));
    });
  withData(ledger.command('export'))
    .summary('all of it, as a file')
    .requiredOption('--out <file>')
    .action(async ({ data, out }: Common & { out: string }) => {
      const all = await of(data);
      const draft = `${out}.${process.pid}`;
      await writeFile(draft, `${JSON.stringify({ format: 'stillwatch-ledger/1', ...all }, null, 1)}\n`);
      await rename(draft, out);
      io.out(`${clean(out)}: ${all.campaigns.length} campaigns, version ${all.version}.\n`);
    });
  withData(ledger.command('add'))
    .summary('add a campaign: a file of JSON, as show --json prints one')
    .argument('<file>')
    .action(async (file: string, { data }: Common) => {
      const value = parsed(await textIn(file));
      await put(data, io, ({ campaigns }) => {
        if (!campaigns.some(({ id }) => id === value['id'])) return value;
        throw new StillwatchError(
          'LEDGER_INVALID',
          `${value['id']} is there already`,
          `Another version of it: stillwatch intel ledger edit ${value['id']} FILE`,
        );
      });
    });
  withData(ledger.command('edit'))
    .summary('another version of a campaign that is there; the one before is kept')
    .argument('<id>')
    .argument('<file>', 'a file of JSON with the fields that change')
    .action(async (id: string, file: string, { data }: Common) => {
      const { reportedOf } = await room();
      const change = parsed(await textIn(file));
      await put(data, io, ledger => ({ ...reportedOf(ledger, id), ...change, id }));
    });
  withJson(withData(ledger.command('compare')))
    .summary('set a campaign of yours against them: is it the largest known?')
    .argument('<campaign>', 'such as SW-2026-0001')
    .action(async (id: string, { data, json }: Common) => {
      const [{ compareWith }, { campaign }] = await Promise.all([room(), import('../../detect/index.ts')]);
      await withStore(io, data, async store => {
        const found = await campaign(store, id);
        if (!found)
          throw new StillwatchError(
            'CAMPAIGN_UNKNOWN',
            `there is no campaign ${id}`,
            'List them: stillwatch campaigns',
          );
        const accounts = found.accounts.filter(({ role }) => role !== 'bystander').length;
        const comparison = compareWith({ exchanges: found.exchanges, accounts }, await of(data));
        if (json) printJson(io, { campaign: id, ...comparison });
        else io.out(comparisonReport(id, comparison, lookOf(io)));
      });
    });
}

async function put(
  data: string | undefined,
  io: Io,
  change: (ledger: Ledger) => Record<string, unknown>,
): Promise<void> {
  const { putReported } = await room();
  let id = '';
  const { version } = await putReported(placeOf(data, io).data, ledger => {
    const value = change(ledger);
    id = String(value['id']);
    return value;
  });
  io.out(`${clean(id)} is in ledger.json, version ${version}.\n`);
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {}
  throw new StillwatchError(
    'LEDGER_INVALID',
    'the file is no object of JSON',
    'See one: stillwatch intel ledger show 2026-06 --json',
  );
}
