import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { victim } from './firm.ts';
import { type RangeOptions, settingsOf } from './options.ts';
import { campaign } from './populations/campaign.ts';
import type { Emit, Unit } from './record.ts';
import { Rng } from './rng.ts';
import { sizes } from './scenarios.ts';
import { DayBuffer } from './shard.ts';
import { readPrompts } from './text/prompts.ts';
import { Labels, Ledger } from './truth.ts';
import { DAY, makeWorld } from './world.ts';

export interface RangeSummary {
  scenario: string;
  seed: number;
  out: string;
  accounts: number;
  exchanges: number;
  bytes: number;
  files: number;
  groups: Record<string, { kind: string; accounts: number; exchanges: number }>;
}

const ours = /^(\.run-\d+|exchanges-\d{4}\.jsonl|accounts\.jsonl|truth\.json|truth-exchanges\.jsonl\.gz)$/;

const fileOf = (day: number) => `exchanges-${String(day).padStart(4, '0')}.jsonl`;

/**
 * Makes a labelled world and writes it to a folder, a file a day. The loop goes day by day over all accounts, so
 * memory holds a part of one day's traffic and a little per account, whatever the world's size.
 */
export async function makeRange(options: RangeOptions): Promise<RangeSummary> {
  const settings = settingsOf(options);
  const { out, seed, days } = settings;
  const world = makeWorld(seed, settings.start, days, readPrompts(settings.prompts));
  await mkdir(out, { recursive: true });
  const { plays, skip = 0 } = options;
  // A shorter world must not keep a longer one's last days.
  const written = Array.from({ length: skip }, (_, day) => fileOf(day));
  for (const name of await readdir(out))
    if (ours.test(name) && !written.includes(name)) await rm(join(out, name));

  const ledger = new Ledger();
  const units: Unit[] = [];
  const enrol = (made: Unit[], group: (operator?: string) => string, about: string) => {
    for (const unit of made) {
      units.push(unit);
      for (const member of unit.members()) ledger.enrol(member, group(member.operator), about);
    }
  };
  for (const [i, size] of sizes(settings.parts, settings.accounts).entries()) {
    const { name, about, units: make } = settings.parts[i]!.population;
    if (size > 0) enrol(make(world, world.rng.child(name), size), () => name, about);
  }
  if (settings.campaignAccounts > 0) {
    const { campaignAccounts, campaignExchanges, dials } = settings;
    const { operatorSeed, operatorShared } = settings;
    const elsewhere =
      operatorSeed === undefined
        ? undefined
        : { rng: Rng.of('operator', operatorSeed), shared: operatorShared };
    const rng = world.rng.child('campaign');
    const made = campaign(world, rng, campaignAccounts, campaignExchanges, dials, elsewhere);
    const group = (operator?: string) =>
      made.length === 1 ? 'campaign' : `campaign-${operator?.split('-')[1]}`;
    enrol(made, group, 'accounts of one operator, fed by one queue');
  }
  const framed = settings.campaignAccounts > 0 && settings.dials.framing === 1;
  const victims = framed ? ledger.ofOrg(victim(world).org).sort() : null;
  await ledger.writeAccounts(join(out, 'accounts.jsonl'));

  const buffer = new DayBuffer(out);
  const labels = new Labels(join(out, 'truth-exchanges.jsonl.gz'));
  let [exchanges, bytes] = [0, 0];
  const from = world.start + skip * DAY;
  const emit: Emit = (exchange, ms, harvest) => {
    if (ms >= world.end) return;
    if (ms >= from) buffer.add(ms, JSON.stringify(exchange));
    if (ledger.count(exchange.account, harvest === true))
      labels.add(exchange.id, exchange.account, exchange.time, harvest === true);
  };
  const playing = plays ? units.filter((_, i) => plays(i, units.length)) : units;
  for (let day = 0; day < days; day++) {
    buffer.begin(world.start + (day + 1) * DAY);
    for (const unit of playing) unit.day(day, emit);
    await labels.flush();
    if (day < skip) continue;
    const file = join(out, fileOf(day));
    const written = await buffer.flush(file);
    exchanges += written.exchanges;
    bytes += written.bytes;
    options.onProgress?.({ day: day + 1, days, exchanges, bytes });
    await options.onFile?.(file);
  }
  await labels.close();
  ledger.settle();
  await ledger.writeTruth(join(out, 'truth.json'), settings, world, victims);
  return {
    scenario: settings.scenario,
    seed,
    out,
    accounts: ledger.accounts,
    exchanges: ledger.exchanges,
    bytes,
    files: days - skip,
    groups: ledger.groups,
  };
}
