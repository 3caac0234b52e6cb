import type { Comparison, Ledger, Reported } from '../../evidence/index.ts';
import { clean } from '../text/safe.ts';
import { wrap } from '../text/wrap.ts';
import type { Look } from './look.ts';
import { table } from './table.ts';

const signs = { 'at-least': 'over ', about: 'about ', exactly: '' };
const figureOf = (figure: Reported['exchanges']) =>
  figure ? `${signs[figure.qualifier]}${figure.value.toLocaleString('en-US')}${figure.of ? ' *' : ''}` : '–';

export function ledgerReport({ version, as_of, campaigns }: Ledger, look: Look): string {
  const heads = [
    { head: 'campaign' },
    { head: 'exchanges', right: true },
    { head: 'accounts', right: true },
    { head: 'alleged by' },
  ];
  const rows = campaigns.map(one => [
    one.id,
    figureOf(one.exchanges),
    figureOf(one.accounts),
    `${one.alleged_by}, ${one.source}`,
  ]);
  return [
    `Alleged in public up to ${as_of} (version ${version}). Every count is the accuser’s, and none comes with a proof that is known here.`,
    '',
    ...table(heads, rows, look),
    ...(campaigns.some(({ accounts }) => accounts?.of) ? ['', '  * of several campaigns together'] : []),
    '',
  ].join('\n');
}

export function reportedReport(one: Reported, look: Look): string {
  const field = (name: string, text: string | null | undefined) =>
    text ? wrap(clean(text), look.width - 2, `  ${name.padEnd(12)}`) : [];
  const list = (name: string, texts: readonly string[]) =>
    texts.flatMap((text, i) => field(i === 0 ? name : '', text));
  return [
    look.paint('bold', `${one.id}, alleged by ${clean(one.alleged_by)}`),
    ...field('made known', `${one.known}, ${one.source}`),
    ...field('operator', one.operator_as_alleged && `as alleged: ${one.operator_as_alleged}`),
    ...field('exchanges', one.exchanges?.words),
    ...field('accounts', one.accounts?.words),
    ...field('period', one.period?.join(' to ')),
    ...list('techniques', one.techniques),
    ...list('disputed', one.disputed),
    ...list('reports', one.conflicts),
    ...list('sources', one.sources),
    '',
  ].join('\n');
}

export function comparisonReport(
  id: string,
  { ledger, exchanges, accounts }: Comparison,
  look: Look,
): string {
  const lines = [exchanges, accounts].flatMap(({ ours, summary }, i) =>
    wrap(
      `${clean(summary)}.`,
      look.width - 2,
      `  ${`${ours.toLocaleString('en-US')} ${i ? 'accounts' : 'exchanges'}`.padEnd(22)}`,
    ),
  );
  return `${look.paint('bold', clean(id))} set against what was alleged in public (ledger ${ledger.version}, ${ledger.as_of})\n${lines.join('\n')}\nSimilar figures do not connect campaigns.\n`;
}
