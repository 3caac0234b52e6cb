import type { Campaign, CampaignAccount, Contributions } from '../../detect/index.ts';
import { percent } from '../text/number.ts';
import { balance } from '../text/plot.ts';
import { clean, cleanTo, padded } from '../text/safe.ts';
import { wrap } from '../text/wrap.ts';
import { headline } from './campaign.ts';
import type { Look } from './look.ts';
import { reasonsOf, signed, sumOf, wordsOf } from './why.ts';

const because: Record<NonNullable<CampaignAccount['because']>, string> = {
  'used-otherwise':
    'A bystander: it shares what the accounts of the harvest share, and is used as everyone is. Never contained.',
  uncertain: 'A bystander: it belongs, but not surely enough to act on. Never contained.',
  'same-list':
    'A bystander: it goes through a list of prompts with others (a benchmark, course work), whose words the harvest uses. Never contained.',
  'asks-otherwise':
    'A bystander: it shares what the accounts of the harvest share, and does not ask as they do: seldom or never with their templates, or in other ways. Never contained.',
  'declared-customer':
    'A bystander: it is of one declared organisation, as several of the others are and most are not; a harvest can copy a company’s templates and client. Never contained.',
  pool: 'A bystander: it is of the pool that the harvest runs through, and nothing shows that it harvests. Never contained. What follows is of the pool.',
  'not-established':
    'A bystander: it belongs, but nobody is known to harvest in this campaign. Never contained.',
};

/** Why one account stands in a campaign, in full. */
export function accountReport(campaign: Campaign, account: CampaignAccount, look: Look): string[] {
  const { width, paint } = look;
  const said = (text: string) => wrap(text, width - 2).map(line => `  ${line}`);
  const reason = account.because && because[account.because];
  return [
    ...headline(campaign, look),
    ...wrap(clean(account.account), width - 2).map(line => paint('bold', `  ${line}`)),
    ...said(`${clean(account.role)}; belongs by ${percent(account.membership)}`),
    ...(reason ? said(reason) : []),
    ...(account.why ? breakdown('Why it belongs', account.why, look) : ['', ...said(untold)]),
    ...(account.apart ? breakdown('Whether it is used as the harvest is', account.apart, look) : []),
    ...(account.apart && reasonsOf(account.apart).length === 0 ? said(tooLittle) : []),
    '',
    ...said(key).map(line => paint('dim', line)),
  ];
}

const untold =
  'What its membership is made of was not kept by the version that found it. Detect again: stillwatch detect';
const tooLittle = 'It says too little of how it is used to be told from people.';
const key =
  'In natural log units: what speaks for it is above 0, what speaks against it below; 0.7 doubles the odds, 2.3 makes them ten times as high. They sum to the log-odds. What is not listed says nothing.';

/** The most that a bar takes on each side. */
const BAR = 16;

function breakdown(title: string, why: Contributions, { width, paint }: Look): string[] {
  const all: [string, number][] = [
    ...(why['prior'] === undefined ? [] : [['prior', why['prior']] as [string, number]]),
    ...reasonsOf(why),
  ];
  const names = Math.min(20, Math.max(...all.map(([name]) => clean(name).length)));
  const meanings = width >= 72 ? Math.max(...all.map(([name]) => wordsOf(name).length)) + 2 : 0;
  const side = Math.min(BAR, (width - 4 - names - meanings - 2 - 7 - 3) >> 1);
  const most = Math.max(...all.map(([, adds]) => Math.abs(adds)));
  const sum = sumOf(why);
  const line = (name: string, meaning: string, adds: number) =>
    `    ${padded(cleanTo(name, names), names)}${meanings ? `  ${padded(meaning, meanings - 2)}` : ''}  ${padded(signed(adds, 2), 7, 'left')}`;
  return [
    '',
    paint('bold', `  ${title}`),
    ...all.map(([name, adds]) => {
      const plot = side >= 3 ? `  ${balance(most ? adds / most : 0, side)}` : '';
      return `${line(name, wordsOf(name), adds)}${paint(adds < 0 ? 'yellow' : 'blue', plot)}`.trimEnd();
    }),
    `${paint('bold', line('sum', 'log-odds', sum))}  ${percent(1 / (1 + Math.exp(-sum)))}`,
  ];
}
