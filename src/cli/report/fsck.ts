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
  const unread = ok ? 'there is none' : 'could not be read';
  const rows: [string, string][] = [
    ['log', log.size === null ? unread : count(log.size, 'entry', 'entries')],
    ['hours', `${whole(hours.held)} of ${whole(hours.committed)} committed are as committed:`],
    ...hoursText(hours).map((text): [string, string] => ['', text]),
    ['verdicts', countedText(verdicts)],
    ['records', countedText(records)],
  ];
  const things = errors.length === 1 ? 'thing that is logged does' : 'things that are logged do';
  const holds = log.size === null ? 'Nothing is logged yet.' : 'All that is logged holds.';
  const lines = [
    ok ? paint('bold', holds) : paint('red', `${whole(errors.length)} ${things} not hold:`),
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

function hoursText(hours: Fsck['hours']): string[] {
  const { exchanges, input_tokens, output_tokens } = hours;
  const of = (n: number, what: string, its: number) =>
    n ? [`${count(n, 'hour')} ${what}: ${count(its, 'exchange')}`] : [];
  return [
    `${count(exchanges, 'exchange')}, ${whole(input_tokens)} input and ${whole(output_tokens)} output tokens`,
    ...of(hours.late, 'to be committed again, for what came late', hours.late_exchanges),
    ...of(hours.uncommitted, 'over and not committed', hours.uncommitted_exchanges),
    ...of(hours.open, 'not over', hours.open_exchanges),
  ];
}

const countedText = ({ logged, held, unlogged }: Counted) =>
  `${whole(held)} of ${whole(logged)} logged are as logged${unlogged ? `; ${whole(unlogged)} not logged yet` : ''}`;
