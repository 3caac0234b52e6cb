import type { Counted, Fsck, FsckFinding } from '../../evidence/index.ts';
import { count, whole } from '../text/number.ts';
import { clean } from '../text/safe.ts';
import { wrap } from '../text/wrap.ts';
import type { Look } from './look.ts';
import { facts } from './table.ts';

const SHOWN = 20;

/** What a check of log, sums and store found, for a person to read. */
export function fsckReport(document: Fsck, look: Look): string {
  const { ok, errors, warnings, log, hours, verdicts, records } = document;
  const { paint } = look;
  const rows: [string, string][] = [
    ['log', log.size === null ? 'there is none' : count(log.size, 'entry', 'entries')],
    [
      'hours',
      `${whole(hours.held)} of ${whole(hours.committed)} committed are as committed: ${count(hours.exchanges, 'exchange')}, ${whole(hours.input_tokens)} input and ${whole(hours.output_tokens)} output tokens`,
    ],
    ...(hours.late ? [['', `${lateText(hours)}`] as [string, string]] : []),
    ...(hours.uncommitted ? [['', uncommittedText(hours)] as [string, string]] : []),
    ...(hours.open
      ? [
          ['', `${count(hours.open, 'hour')} not over: ${count(hours.open_exchanges, 'exchange')}`] as [
            string,
            string,
          ],
        ]
      : []),
    ['verdicts', countedText(verdicts)],
    ['records', countedText(records)],
  ];
  const lines = [
    ok
      ? paint('bold', log.size === null ? 'Nothing is logged yet.' : 'All that is logged holds.')
      : paint(
          'red',
          `${count(errors.length, 'thing')} that ${errors.length === 1 ? 'is' : 'are'} logged ${errors.length === 1 ? 'does' : 'do'} not hold:`,
        ),
    ...findings(errors, look),
    ...facts(rows, look),
  ];
  if (warnings.length)
    lines.push('', paint('yellow', 'Not logged yet, or not to be told:'), ...findings(warnings, look));
  return `${lines.join('\n')}\n`;
}

function findings(list: readonly FsckFinding[], { width }: Look): string[] {
  const lines = list
    .slice(0, SHOWN)
    .flatMap(({ index, message }) =>
      wrap(clean(`${index === null ? '' : `entry ${index}: `}${message}`), width - 4).map(
        (line, i) => `${i ? '    ' : '  - '}${line}`,
      ),
    );
  const more = list.length - SHOWN;
  return more > 0 ? [...lines, `  - and ${whole(more)} more: --json has them all`] : lines;
}

const lateText = ({ late, late_exchanges }: Fsck['hours']) =>
  `${count(late, 'hour')} to be committed again: ${count(late_exchanges, 'exchange')} came late`;
const uncommittedText = ({ uncommitted, uncommitted_exchanges }: Fsck['hours']) =>
  `${count(uncommitted, 'hour')} over and not committed: ${count(uncommitted_exchanges, 'exchange')}`;
const countedText = ({ logged, held, unlogged }: Counted) =>
  `${whole(held)} of ${whole(logged)} logged are as logged${unlogged ? `; ${whole(unlogged)} not logged yet` : ''}`;
