import type { Backtest, Change, Check, Explained, Facts } from '../../policy/index.ts';
import { count, percent, whole } from '../text/number.ts';
import { clean, cleanTo, columnsOf, padded } from '../text/safe.ts';
import { moment } from '../text/time.ts';
import { wrap } from '../text/wrap.ts';
import type { Look } from './look.ts';

const severityStyle = { error: 'red', warning: 'yellow' } as const;
const decisionStyle = {
  allow: 'green',
  verify: 'yellow',
  slow: 'yellow',
  thin: 'yellow',
  hold: 'red',
  suspend: 'red',
} as const;

/** What is wrong with policies, a finding after the other. */
export function checkReport({ folder, files, policies, findings, fixed }: Check, look: Look): string {
  const { paint, width } = look;
  const lines = findings.flatMap(({ severity, file, line, message, mend }) => [
    `${paint('bold', clean(`${file}:${line}`))}  ${paint(severityStyle[severity], severity)}`,
    ...wrap(clean(message), width, '  '),
    ...wrap(clean(mend), width, '  ').map(text => paint('dim', text)),
    '',
  ]);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const what = [count(errors, 'error'), count(findings.length - errors, 'warning')];
  if (fixed.length) lines.push(`Formatted: ${clean(fixed.join(', '))}`);
  lines.push(
    `${count(files, 'file')}, ${count(policies, 'policy', 'policies')} in ${clean(folder)}: ${what.join(', ')}.`,
  );
  return `${lines.join('\n')}\n`;
}

interface ExplainDocument extends Explained {
  at: string;
  policies: string;
  known: boolean;
  facts: Facts;
}

/** What is decided about a request, and why. */
export function explainReport(document: ExplainDocument, look: Look): string {
  const { paint, width } = look;
  const { at, policies, facts, decision, determined_by, errors, otherwise } = document;
  const { obligations, until, campaign, reference } = decision;
  const indented = (text: string) => wrap(clean(text), width, '    ');
  const told = [
    ...obligations,
    campaign && `campaign ${campaign}`,
    until && `until ${moment(until)} UTC`,
    reference && `reference ${reference}`,
  ].filter(Boolean);
  const kind = paint(['bold', decisionStyle[decision.decision]], decision.decision.toUpperCase());
  const lines = [
    `${paint('bold', clean(facts.account))} asking for ${paint('bold', clean(facts.model))} at ${moment(at)} UTC: ${kind}`,
    ...(told.length ? wrap(clean(told.join(', ')), width, '  ') : []),
    '',
    paint('bold', 'Why'),
  ];
  const sources = new Map(determined_by.map(one => [one.policy, one]));
  for (const { policy, text } of decision.reasons) {
    const source = sources.get(policy);
    const place = source ? paint('dim', `  ${clean(`${policies}/${source.file}:${source.line}`)}`) : '';
    lines.push(`  ${clean(policy)}${place}`, ...indented(text));
  }
  for (const { policy, file, line } of determined_by)
    if (!decision.reasons.some(reason => reason.policy === policy))
      lines.push(
        `  ${clean(policy)}${paint('dim', `  ${clean(`${policies}/${file}:${line}`)}`)}`,
        ...indented('permits it'),
      );
  for (const { policy, message } of errors) lines.push(...indented(`${policy}: ${message}`));
  lines.push('', paint('bold', 'What policies saw'), ...factLines(document, look));
  if (otherwise.length) lines.push('', paint('bold', 'It would be otherwise'));
  for (const { if: what, decision, policies } of otherwise)
    lines.push(
      ...wrap(
        `${decision} if ${what}${policies.length ? ` (${clean(policies.join(', '))})` : ''}`,
        width,
        '  ',
      ),
    );
  return `${lines.join('\n')}\n`;
}

function factLines({ facts, known }: ExplainDocument, { width, paint }: Look): string[] {
  const { containment, campaign, hold, grant } = facts;
  const none = 'none';
  const rows: [string, string][] = [
    ['account', known ? 'has a record' : 'no record of it is stored'],
    ['channel', facts.channel || 'not said'],
    ['attributes', facts.attributes.join(', ') || 'none said'],
    ['plan', facts.plan || 'not known'],
    ['program', facts.program || 'not known'],
    ['verification', facts.verification || 'not known'],
    ['attested', facts.attested.join(', ') || none],
    [
      'containment',
      containment
        ? `${containment.grade} by ${containment.action}, campaign ${containment.campaign}, until ${moment(containment.until)} UTC`
        : none,
    ],
    ['campaign', campaign ? `${campaign.role} in ${campaign.id} (${campaign.verdict})` : none],
    [
      'hold',
      hold
        ? `${hold.id}, ${hold.until ? `until ${moment(hold.until)} UTC` : 'until lifted'}: ${hold.basis}`
        : none,
    ],
    ['grant', grant ? `${grant.id}${grant.beyond ? ', its volume used up' : ''}` : none],
  ];
  return rows.flatMap(([name, value]) => {
    const label = padded(name, 13);
    const [first, ...rest] = wrap(clean(value), width, `  ${label} `);
    return [first!.replace(label, paint('dim', label)), ...rest];
  });
}

/** Who would have been treated differently. */
export function backtestReport(found: Backtest, { paint, width }: Look): string {
  const { accounts_seen, exchanges_seen, accounts_changed, exchanges_changed, changes, most_affected } =
    found;
  const span = `${moment(found.from)} to ${moment(found.to)} UTC`;
  if (exchanges_seen === 0) return `No exchanges are stored of ${span}.\n`;
  const seen = `${count(exchanges_seen, 'exchange')} of ${count(accounts_seen, 'account')}, ${span}`;
  const notes = found.notes.flatMap(note => wrap(note, width).map(line => paint('dim', line)));
  if (exchanges_changed === 0)
    return `${[paint('bold', 'Nobody would have been treated differently.'), seen, ...notes].join('\n')}\n`;
  const share = percent(exchanges_changed / exchanges_seen);
  const changeRows = changes.map(({ from, to, accounts, exchanges }) => [
    treatment(from),
    treatment(to),
    whole(accounts),
    whole(exchanges),
  ]);
  const accountRows = most_affected.map(({ account, exchanges, of, from, to }) => [
    cleanTo(account, 32),
    `${from} → ${to}`,
    whole(exchanges),
    whole(of),
  ]);
  return `${[
    paint(
      'bold',
      `${count(accounts_changed, 'account')} would have been treated differently, in ${count(exchanges_changed, 'exchange')} (${share}).`,
    ),
    seen,
    ...notes,
    '',
    ...table(['in force', 'tried', 'accounts', 'exchanges'], changeRows, paint),
    '',
    paint('bold', 'Most affected'),
    ...table(['account', 'mostly', 'exchanges', 'of'], accountRows, paint),
  ].join('\n')}\n`;
}

const treatment = ({ decision, obligations }: Change['from']): string =>
  obligations.length ? `${decision} (${obligations.join(', ')})` : decision;

/** Two columns of words, then numbers. */
function table(heads: string[], rows: string[][], paint: Look['paint']): string[] {
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map(row => columnsOf(row[i]!))));
  const line = (row: string[]) =>
    row
      .map((cell, i) => padded(cell, widths[i]!, i < 2 ? 'right' : 'left'))
      .join('  ')
      .trimEnd();
  return [paint('dim', line(heads)), ...rows.map(line)];
}
