import type { Committed } from '../../evidence/index.ts';
import { refusalCodes } from '../../exchange/index.ts';
import type { AccountsSummary, FailedFile, Summary } from '../../ingest/index.ts';
import { count, whole } from '../text/number.ts';
import { clean, padded } from '../text/safe.ts';
import { duration } from '../text/time.ts';
import { wrap } from '../text/wrap.ts';
import type { Look } from './look.ts';

const UNKNOWN_SHOWN = 8;

type Row = (name: string, value: string) => string[];

const rowOf =
  ({ width, paint }: Look): Row =>
  (name, value) =>
    wrap(value, width - 14).map((line, i) => `  ${paint('dim', padded(i ? '' : name, 11))} ${line}`);

/** What an ingest did, for a person to read. */
export function ingestReport(
  summary: Summary,
  { width, paint }: Look,
  committed: Committed | null = null,
): string {
  const { read, seconds, reasons, formats, skipped_files: skipped } = summary;
  const rate = seconds > 0.05 && read > 0 ? `, ${whole(read / seconds)} a second` : '';
  const row = rowOf({ width, paint });
  const unknown = Object.entries(summary.unknown_fields).sort((a, b) => b[1] - a[1]);
  const lines = [
    paint(
      'bold',
      `Read ${count(read, 'record')} from ${count(summary.files, 'file')} in ${duration(seconds)}${rate}.`,
    ),
    ...row('new', whole(summary.new)),
    ...row('duplicate', whole(summary.duplicate)),
    ...row('rejected', whole(summary.rejected)),
    ...Object.entries(reasons)
      .sort((a, b) => b[1] - a[1])
      .flatMap(([code, n]) => row('', `${whole(n)} × ${code}: ${meaningOf(code)}`)),
    ...(summary.rejects_file ? row('rejects in', clean(summary.rejects_file)) : []),
    ...row(
      'formats',
      Object.entries(formats)
        .map(([name, n]) => `${clean(name)} (${count(n, 'file')})`)
        .join(', ') || 'none',
    ),
  ];
  if (unknown.length) {
    const shown = unknown.slice(0, UNKNOWN_SHOWN).map(([path, n]) => `${clean(path)} (${whole(n)})`);
    const more = unknown.length > UNKNOWN_SHOWN ? [`${unknown.length - UNKNOWN_SHOWN} more`] : [];
    lines.push(
      ...row('kept out', `fields that are no part of an exchange: ${[...shown, ...more].join(', ')}`),
    );
  }
  if (skipped.length)
    lines.push(
      ...row(
        'skipped',
        `${count(skipped.length, 'file')} of a kind that is not read: ${clean(skipped.slice(0, 5).join(', '))}${skipped.length > 5 ? ', …' : ''}`,
      ),
    );
  if (committed) lines.push(...row('committed', committedText(committed)));
  lines.push(...failedRows(summary.failed_files, row));
  return `${lines.join('\n')}\n`;
}

function committedText({ hours, corrected, less }: Committed): string {
  const again = corrected ? `, ${whole(corrected)} of them again` : '';
  const gone = less.length
    ? `. Of ${count(less.length, 'hour')} less is stored than was committed: stillwatch fsck`
    : '';
  return `${count(hours, 'hour')} in the log${again}${gone}`;
}

/** Rows as `row` lays them out: what could not be read to its end, why, and what to do. */
function failedRows(failed: readonly FailedFile[], row: Row): string[] {
  if (failed.length === 0) return [];
  return [
    ...failed.flatMap(({ file, reason }, i) =>
      row(i ? '' : 'broken off', `${clean(file)}: ${clean(reason)}`),
    ),
    ...row(
      '',
      'What came before the broken place is stored. Mend or replace the file and ingest it again: nothing is counted twice.',
    ),
  ];
}

const meaningOf = (code: string): string => (refusalCodes as Record<string, string>)[code] ?? '';

export function accountsReport(summary: AccountsSummary, look: Look): string {
  const rejected = summary.rejected
    ? `, ${whole(summary.rejected)} rejected (see ${clean(summary.rejects_file ?? '')})`
    : '';
  return [
    `Accounts: ${whole(summary.read)} read, ${whole(summary.stored)} stored${rejected}.`,
    ...failedRows(summary.failed_files, rowOf(look)),
    '',
  ].join('\n');
}
