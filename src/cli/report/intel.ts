import type { Feed, Imported, Match, MatchedCampaign, PartnerRecord, Taken } from '../../intel/index.ts';
import { bound, count, whole } from '../text/number.ts';
import { clean, cleanTo } from '../text/safe.ts';
import { moment } from '../text/time.ts';
import { wrap } from '../text/wrap.ts';
import type { Look } from './look.ts';
import { table } from './table.ts';

const SHOWN = 10;

/** A line of what came in. */
export function importReport({ source, partner, signed, objects, indicators, known }: Imported): string {
  const by = signed ? `signed by ${clean(signed)}` : 'not signed';
  if (known) return `${clean(source)}: here already, from ${clean(partner)}; nothing was changed.\n`;
  return `${clean(source)}: ${count(objects, 'object')} from ${clean(partner)} (${by}), ${count(indicators, 'indicator')} to look for.\n`;
}

const recordOf = ({ confirmed, falseAlarms, weight }: PartnerRecord) =>
  `${whole(confirmed)} confirmed, ${whole(falseAlarms)} false ${falseAlarms === 1 ? 'alarm' : 'alarms'}: weight ${weight.toFixed(2)}`;

export function partnersReport(
  partners: readonly (PartnerRecord & { partner: string; keys: string[]; unsigned: boolean })[],
  look: Look,
): string {
  if (partners.length === 0)
    return 'Nobody’s indicators are taken yet. Add a partner: stillwatch intel partner add NAME --key FILE\n';
  const rows = partners.map(one => [
    one.partner,
    whole(one.keys.length),
    one.unsigned ? 'too' : 'no',
    recordOf(one),
  ]);
  const heads = [
    { head: 'partner' },
    { head: 'keys', right: true },
    { head: 'unsigned' },
    { head: 'record' },
  ];
  return `${table(heads, rows, look).join('\n')}\n`;
}

export function feedsReport(feeds: readonly Feed[], look: Look): string {
  if (feeds.length === 0) return partnersReport([], look);
  return feeds
    .map(({ partner, record, bundles, indicators, foreign, until }) => {
      const kinds = Object.entries(indicators).map(([kind, n]) => `${kind} ${whole(n)}`);
      const lines = [
        look.paint('bold', clean(partner)),
        `  record      ${recordOf(record)}`,
        `  in force    ${kinds.join(', ') || 'nothing'}${until ? `; the last until ${moment(until)}` : ''}`,
      ];
      if (foreign)
        lines.push(`  of these    ${whole(foreign)} are hashes under a key that is not your community’s`);
      for (const { source, received, objects, signed } of bundles.slice(0, SHOWN))
        lines.push(
          `  ${moment(received)}  ${cleanTo(source, 40)}, ${count(objects, 'object')}${signed ? '' : ', not signed'}`,
        );
      if (bundles.length > SHOWN) lines.push(`  and ${whole(bundles.length - SHOWN)} before`);
      return `${lines.join('\n')}\n`;
    })
    .join('\n');
}

export function matchReport({ at, indicators, accounts, partners, campaigns }: Match, look: Look): string {
  const head = `${count(indicators, 'indicator')} in force on ${moment(at)} UTC, looked for among ${count(accounts, 'account')}.\n`;
  if (campaigns.length === 0) return `${head}Nobody here shows any of them.\n`;
  const record = new Map(partners.map(one => [one.partner, one]));
  return `${head}\n${campaigns.map(one => campaignOf(one, record.get(one.partner), look)).join('\n')}
A match is a reason to look, and no verdict: nothing is contained by it, and detection does not read it.\n`;
}

function campaignOf(one: MatchedCampaign, record: PartnerRecord | undefined, look: Look): string {
  const { name, partner, id, values, touched, p_value, accounts, linked, explanations } = one;
  const kinds = Object.entries(values).map(([kind, n]) => `${kind} ${whole(n)}`);
  const lines = [
    `${look.paint('bold', cleanTo(name, 60))}  told by ${clean(partner)}${record ? ` (${recordOf(record)})` : ''}`,
    `  id          ${clean(id) || '–'}`,
    `  shown here  ${kinds.join(', ')}; ${count(touched, 'account')} show any of it`,
    `  by chance   ${p_value <= 0.05 ? `values that are as frequent here lie together like this in ${bound(p_value)} of cases` : `values that are as frequent here lie together like this often (p ${p_value})`}`,
  ];
  for (const { id, verdict, accounts, templates, infrastructure } of linked) {
    const by = [
      ...(infrastructure <= 0.005 ? [`infrastructure (p ${infrastructure})`] : []),
      ...(templates <= 0.005 ? [`templates (p ${templates})`] : []),
    ];
    lines.push(
      `  like        ${clean(id)}, ${verdict}: ${count(accounts, 'account')}, by ${by.join(' and ')}`,
    );
  }
  for (const { summary } of explanations)
    lines.push(...wrap(clean(summary), look.width - 2, '  innocently  '));
  lines.push(
    `  to look at  ${accounts.length ? count(accounts.length, 'account') : 'nobody: chance shows as much'}`,
  );
  const heads = [
    { head: 'account' },
    { head: 'score', right: true },
    { head: 'campaign here' },
    { head: 'shows' },
  ];
  const rows = accounts
    .slice(0, SHOWN)
    .map(({ account, score, why, campaigns }) => [
      account,
      score.toFixed(1),
      campaigns.join(', ') || '–',
      Object.values(why).join(', '),
    ]);
  if (rows.length) lines.push(...table(heads, rows, look));
  if (accounts.length > SHOWN)
    lines.push(`  and ${whole(accounts.length - SHOWN)} more: --json has them all`);
  return `${lines.join('\n')}\n`;
}

/** What became of deliveries that came over TAXII. */
export function deliveriesReport({ taken, refused, waiting }: Taken): string {
  const parts = [
    `${count(taken, 'delivery', 'deliveries')} taken in`,
    ...(refused
      ? [`${count(refused, 'delivery', 'deliveries')} refused, kept as intel/inbox/*.refused`]
      : []),
    ...(waiting
      ? [
          `${count(waiting, 'delivery', 'deliveries')} of nobody who is a partner here, who can be made one: stillwatch intel partner add NAME`,
        ]
      : []),
  ];
  return `${parts.join('; ')}.\n`;
}
