import type { Campaign, Verdict } from '../../detect/index.ts';
import { bound, compact, count, percent, whole } from '../text/number.ts';
import { bar, sparkline } from '../text/plot.ts';
import { clean, cleanTo, padded } from '../text/safe.ts';
import { daysBetween, moment } from '../text/time.ts';
import { wrap } from '../text/wrap.ts';
import { evidenceLines } from './evidence.ts';
import { explanationLines, strongestExplanation } from './explanations.ts';
import type { Look } from './look.ts';

/** What each verdict says, in the words of the contract. */
export const meaning: Record<Verdict, string> = {
  harvesting: 'One operator collects answers as training data.',
  'pooled-access': 'One operator with many ordinary users behind it: a reseller or a relay.',
  watch: 'Coordinated; what for is not established.',
};

export const verdictStyle = { harvesting: 'red', 'pooled-access': 'yellow', watch: 'cyan' } as const;

const MODELS = 6;

/** Of a campaign that was found so, beside its number of exchanges. */
export const MADE_WITH_TEMPLATES =
  'requests made with templates; what else these accounts send is not counted';

/** `brief`: of the evidence only the strongest of each family. */
export function campaignReport(campaign: Campaign, look: Look, brief = false): string[] {
  const { width } = look;
  return [
    ...headline(campaign, look),
    ...wrap(meaning[campaign.verdict], width - 2).map(line => `  ${line}`),
    '',
    ...facts(campaign, look),
    ...bars('Models', shares(campaign), look),
    ...bars(`${asked(campaign)} (share of exchanges that ask for it)`, capabilities(campaign), look),
    ...evidenceLines(campaign, brief, look),
    ...explanationLines(campaign, look),
  ];
}

export function headline({ id, verdict }: Campaign, { width, paint }: Look): string[] {
  const name = paint(['bold', verdictStyle[verdict]], verdict.toUpperCase());
  return [`${paint('bold', clean(id))}  ${name}`, paint('dim', '─'.repeat(width))];
}

function facts(campaign: Campaign, { width, paint }: Look): string[] {
  const { exchanges, input_tokens, output_tokens, first_seen, last_seen, activity, templates } = campaign;
  const span = count(daysBetween(first_seen, last_seen), 'day');
  const plot = sparkline(activity, width - 14);
  const innocent = strongestExplanation(campaign);
  const rows: [string, string][] = [
    ['False alarm', `at most ${bound(campaign.error_bound)}`],
    ...(innocent ? [['Innocent?', innocent] as [string, string]] : []),
    ['Accounts', `${whole(campaign.accounts.length)} (${roles(campaign)})`],
    ['Exchanges', templates ? `${whole(exchanges)} ${MADE_WITH_TEMPLATES}` : whole(exchanges)],
    ['Tokens', `${compact(input_tokens)} in, ${compact(output_tokens)} out`],
    ['Seen', `${moment(first_seen)} to ${moment(last_seen)} UTC, ${span}`],
    ['Activity', paint(verdictStyle[campaign.verdict], plot)],
    ['', 'from the first exchange that was looked at to the last'],
  ];
  return rows.flatMap(([name, value]) =>
    name === 'Activity'
      ? [`  ${paint('dim', padded(name, 11))} ${value}`]
      : wrap(value, width - 14).map((line, i) => `  ${paint('dim', padded(i ? '' : name, 11))} ${line}`),
  );
}

/** Only a harvest is one. */
export const asked = ({ verdict }: Campaign) =>
  verdict === 'harvesting' ? 'What was harvested' : 'What was asked for';

/** 250 harvesters, 3 bystanders. */
export function roles({ accounts }: Campaign): string {
  const of = (role: string) => accounts.filter(account => account.role === role).length;
  return [
    of('harvester') ? count(of('harvester'), 'harvester') : '',
    of('cover') ? `${whole(of('cover'))} cover` : '',
    of('bystander') ? count(of('bystander'), 'bystander') : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** A named part of a whole, for a bar. */
export interface Share {
  name: string;
  share: number;
  note: string;
}

/** The models most asked, the rest as one. */
export function shares({ models }: Pick<Campaign, 'models'>): Share[] {
  const all = Object.entries(models).sort((a, b) => b[1] - a[1]);
  const total = all.reduce((sum, [, n]) => sum + n, 0) || 1;
  const rest = all.slice(MODELS);
  const shown = rest.length < 2 ? all : all.slice(0, MODELS);
  if (rest.length >= 2) shown.push([`${rest.length} others`, rest.reduce((sum, [, n]) => sum + n, 0)]);
  return shown.map(([name, n]) => ({ name, share: n / total, note: whole(n) }));
}

export const capabilities = ({ capabilities }: Pick<Campaign, 'capabilities'>): Share[] =>
  Object.entries(capabilities)
    .filter(([, share]) => share > 0)
    .sort((a, b) => b[1] - a[1])
    .map(([name, share]) => ({ name: name.replaceAll('_', ' '), share, note: '' }));

function bars(title: string, rows: Share[], { width, paint }: Look): string[] {
  if (rows.length === 0) return [];
  const names = Math.min(28, width - 28, Math.max(...rows.map(row => clean(row.name).length)));
  const room = Math.max(8, Math.min(32, width - names - 20));
  return [
    '',
    ...wrap(title, width - 2).map(line => paint('bold', `  ${line}`)),
    ...rows.map(({ name, share, note }) =>
      `    ${padded(cleanTo(name, names), names)}  ${paint('blue', padded(bar(share, room), room))} ${padded(percent(share), 4, 'left')}${note && `  ${note}`}`.trimEnd(),
    ),
  ];
}
