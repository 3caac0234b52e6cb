import type { LineageMixture } from '../../lineage/index.ts';
import { count } from '../text/number.ts';
import { clean } from '../text/safe.ts';
import { wrap } from '../text/wrap.ts';
import type { Look } from './look.ts';
import { table } from './table.ts';

const SHOWN = 8;

/** Of whom a suspect's answers are made, for a person to read. */
export function mixtureReport(document: LineageMixture, look: Look): string {
  const { reasons, teachers, vendors, none, notes, known } = document;
  const { paint, width } = look;
  const row = (name: string, vendor: string, { estimate, low, high }: typeof none) => [
    name,
    vendor,
    per(estimate),
    per(low),
    per(high),
  ];
  const shown = teachers.filter(({ share }) => share.estimate >= 0.005).slice(0, SHOWN);
  const several = vendors.filter(
    ({ vendor, share }) =>
      share.estimate >= 0.005 && teachers.filter(one => one.vendor === vendor).length > 1,
  );
  const lines = [
    ...reasons.flatMap(reason => wrap(clean(reason), width)),
    '',
    ...table(
      [
        { head: 'family' },
        { head: 'vendor' },
        { head: 'share', right: true },
        { head: 'least', right: true },
        { head: 'most', right: true },
      ],
      [
        ...shown.map(({ family, vendor, share }) => row(family, vendor, share)),
        ...several.map(({ vendor, share }) => row('(together)', vendor, share)),
        row('none of them', '', none),
      ],
      look,
    ),
    '',
    ...wrap(
      `${count(document.prompts_used, 'prompt')}; the intervals are nine tenths of what ${count(known.unrelated, 'unrelated model')} and ${count(known.snapshots, 'snapshot')} with a known teacher make of halves of the prompts.`,
      width,
    ),
    ...(notes.length
      ? ['', paint('bold', 'Notes'), ...notes.flatMap(note => wrap(clean(note), width - 2, '  - '))]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}

const per = (part: number): string => `${Math.round(part * 100)}%`;
