// The harvests: many accounts that work through one queue of tasks to teach another model. All harvesting.

import { settings } from './accounts.mjs';
import { person } from './habits.mjs';
import { harvestAccounts } from './harvest-accounts.mjs';
import { harvestPrompts } from './harvest-prompts.mjs';
import { reseller } from './outfits.mjs';
import { day, hour } from './time.mjs';

const campaignSettings = settings(4096, 1);

/**
 * Harvesting: `count` accounts, `each` so many prompts. `shares`: see harvestAccounts. `kinds`, `paraphrased`, `bare` and
 * `sets`: see harvestPrompts. `camouflage`: the share of the accounts' traffic that is like a person's. `office`: by day at
 * UTC+8, less at weekends. `ramp`: it starts slowly, with few accounts. `pause`: from and until which part of the time it
 * rests. `churn`: accounts come and go. `pivot`: from which part of the time it asks a new model. `uneven`: the spread of
 * the volumes. `accounts`: take these, which have traffic of their own.
 */
export function harvest(world, given = {}) {
  const { group = 'campaign', count = 250, each = 116, shares = 'some', camouflage = 0 } = given;
  const { kinds = ['reasoning', 'rubric', 'rewrite'], paraphrased = false, bare = 0, sets } = given;
  const { office, ramp, pause, churn, pivot, uneven = 0.05 } = given;
  const { random, start, end } = world;
  const length = end - start;
  const nextPrompt = harvestPrompts(world, { kinds, paraphrased, bare, sets });
  const accounts =
    given.accounts ?? harvestAccounts(world, { group, count, shares, settings: campaignSettings });
  const workers = accounts.map((account, i) => {
    let [from, until] = [start, end];
    if (churn) {
      if (i > 0.3 * count) from += 0.75 * length * random.next();
      until = Math.min(end, from + length * random.uniform(0.15, 0.5));
    } else if (ramp) from += (0.4 * length * i) / count;
    return { account, from, until, weight: random.logNormal(0, uneven), sent: 0 };
  });
  const send = (account, time) => {
    const part = (time - start) / length;
    const pivoted = pivot && part > pivot && random.chance(part > pivot + 0.03 ? 0.92 : 0.45);
    const { prompt, kind } = nextPrompt();
    world.send(account, time, prompt, {
      output: random.count(kind === 'rubric' ? 5.9 : 6.6, 0.45, 40),
      model: pivoted ? 'mythos-preview' : 'opus-4.6',
      system: null,
      settings: given.accounts ? campaignSettings : account.settings,
    });
  };
  let live = [];
  for (const [i, time] of queueTimes(world, count * each, { office, ramp, pause }).entries()) {
    if (i % 200 === 0) {
      live = workers.filter(({ from, until }) => from <= time && time <= until);
      if (!live.length) live = workers;
    }
    const free = random.sample(live, 3);
    const worker = random.chance(0.85) ? leastBusy(free) : free[0];
    worker.sent++;
    send(worker.account, time);
  }
  if (!camouflage) return;
  for (const { account, from, until } of workers) {
    const cover = ((each * camouflage) / (1 - camouflage)) * random.logNormal(0, 0.3);
    account.language = random.pick(['en', 'en', 'zh', 'es', 'fr']);
    person(world, account, Math.floor(cover), { single: 0.35, from, until: Math.max(until, from + day) });
  }
}

/** The one of them that has done least of its share. */
export const leastBusy = workers => workers.reduce((a, b) => (b.sent / b.weight < a.sent / a.weight ? b : a));

/** Whether operators who keep office hours at UTC+8 are at work; `weekend`: how likely at a weekend. */
export function atWork({ random }, time, weekend) {
  const local = time + 8 * hour;
  const clock = (local / hour) % 24;
  const weekday = (Math.floor(local / day) + 3) % 7;
  return random.chance((clock < 8 || clock > 23 ? 0.08 : 1) * (weekday >= 5 ? weekend : 1));
}

function queueTimes(world, count, { office, ramp, pause }) {
  const { random, start, end } = world;
  const moments = [];
  while (moments.length < count) {
    const time = world.moment();
    const part = (time - start) / (end - start);
    if (pause && pause[0] < part && part < pause[1]) continue;
    if (ramp && !random.chance(0.15 + 2 * part)) continue;
    if (office && !atWork(world, time, 0.35)) continue;
    moments.push(time);
  }
  return moments.sort((a, b) => a - b);
}

/** Harvesting: a queue of tasks sent through a relay's accounts, among the relay's 350 customers. */
export function relayHarvest(world, { group = 'campaign-relay', count, each }) {
  const accounts = reseller(world, { group, count, customers: 350 });
  const sets = ['code_alpaca_2k', 'gpteacher_codegen', 'evol_codealpaca', 'stanford_alpaca_52k'];
  harvest(world, { group, count, each, accounts, kinds: ['reasoning', 'rewrite'], sets });
}
