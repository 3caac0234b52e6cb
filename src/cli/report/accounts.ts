import type { Because, Campaign, CampaignAccount } from '../../detect/index.ts';
import { count, percent, whole } from '../text/number.ts';
import { cleanTo, columnsOf, padded } from '../text/safe.ts';
import { wrap } from '../text/wrap.ts';
import type { Look } from './look.ts';
import { decisive, mainReasons, signed, sumOf } from './why.ts';

/** Accounts shown of those a campaign is of, of its weakest, and of each kind of bystander, where nobody asked for more. */
const SHOWN = 20;
const WEAKEST = 3;
const BESIDE = 5;

const rank = { harvester: 0, cover: 1, bystander: 2 };

/** Harvesters before the rest, the surest first. */
export const accountOrder = (a: CampaignAccount, b: CampaignAccount): number =>
  rank[a.role] - rank[b.role] || b.membership - a.membership || sumOf(b.why) - sumOf(a.why);

/** Those who stand beside a harvest, and what keeps them out of it. */
const besides: Partial<Record<Because, string>> = {
  'used-otherwise':
    'They share what the others share, and are used as everyone is. What adds to the log-odds of being used as the harvest is:',
  uncertain: 'They belong, but not surely enough to act on. What adds to the log-odds:',
  'same-list':
    'They go through a list of prompts together (a benchmark, course work), whose words the harvest uses. What adds to the log-odds of sharing them:',
  'asks-otherwise':
    'They share what the others share, and do not ask as the harvest does: seldom or never with its templates, or in other ways. What adds to the log-odds:',
  'declared-customer':
    'They are of one declared organisation, as most of the others are not; a harvest can copy a company’s templates and client. What adds to the log-odds:',
  pool: 'Accounts of the pool that the harvest runs through; nothing shows that they harvest. What adds to the log-odds of being in the pool:',
};

/** A campaign's accounts, the surest first, and why; the JSON document has all of them. `asked`: how many to show of each. */
export function accountsTable(campaign: Campaign, look: Look, asked?: number): string[] {
  const { width, paint } = look;
  const sorted = [...campaign.accounts].sort(accountOrder);
  const isBeside = ({ because }: CampaignAccount) => because !== undefined && because in besides;
  const members = sorted.filter(account => !isBeside(account));
  const shown = members.slice(0, asked ?? SHOWN);
  const weakest = members.slice(shown.length).slice(-WEAKEST);
  const bold = (text: string) => paint('bold', `  ${text}`);
  const dim = (text: string) => wrap(text, width - 4).map(line => paint('dim', `    ${line}`));
  const more = (left: number) =>
    left > 0 ? dim(`and ${whole(left)} more; --accounts all shows them, --json too`) : [];
  const columns = columnsFor([...shown, ...weakest, ...sorted.filter(isBeside)], width);
  const table = (accounts: CampaignAccount[]) => rows(accounts, columns, look);
  const key = explained(members[0]);
  const lines = ['', bold('Accounts'), ...(key ? dim(key) : [])];
  if (shown.length) lines.push(...table(shown), ...more(members.length - shown.length));
  if (weakest.length) lines.push('', bold('The least certain of them'), ...table(weakest));
  for (const [because, what] of Object.entries(besides)) {
    const all = sorted.filter(account => account.because === because);
    if (all.length === 0) continue;
    const some = all.slice(0, asked ?? BESIDE);
    lines.push(
      '',
      bold(count(all.length, 'bystander')),
      ...dim(what),
      ...table(some),
      ...more(all.length - some.length),
    );
  }
  return lines;
}

/** What the figures mean, said once; one prior is all members'. */
const explained = (first: CampaignAccount | undefined): string =>
  first?.why
    ? `What adds to the log-odds (natural) of belonging, from a prior of ${signed(first.why['prior'] ?? 0, 1)}; --account ACCOUNT shows all of one's`
    : '';

interface Columns {
  names: number;
  /** For reasons beside the account; 0 where they go below it. */
  reasons: number;
}

const FIXED = 4 + 2 + 9 + 2 + 7 + 2;
const FEWEST_COLUMNS = 24;

function columnsFor(accounts: CampaignAccount[], width: number): Columns {
  const widest = (most: number) =>
    Math.max(7, ...accounts.map(({ account }) => columnsOf(cleanTo(account, most))));
  const beside = Math.max(16, width - FIXED - FEWEST_COLUMNS);
  const names = widest(beside);
  const reasons = width - FIXED - names;
  return reasons >= FEWEST_COLUMNS ? { names, reasons } : { names: widest(width - 30), reasons: 0 };
}

function rows(accounts: CampaignAccount[], { names, reasons }: Columns, { width, paint }: Look): string[] {
  const hasReasons = accounts.some(decisive);
  const head = `    ${padded('account', names)}  role       belongs${hasReasons && reasons ? '  mainly' : ''}`;
  return [
    paint('dim', head),
    ...accounts.flatMap(account => {
      const name = padded(cleanTo(account.account, names), names);
      const line = `    ${name}  ${padded(account.role, 9)}  ${padded(percent(account.membership), 7, 'left')}`;
      const why = decisive(account);
      const said = why ? mainReasons(why, reasons || width - 6) : '';
      if (!said) return [line];
      return reasons ? [`${line}  ${said}`] : [line, paint('dim', `      ${said}`)];
    }),
  ];
}
