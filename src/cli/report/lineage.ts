import type { LineageTest } from '../../lineage/index.ts';
import { count, whole } from '../text/number.ts';
import { clean } from '../text/safe.ts';
import { wrap } from '../text/wrap.ts';
import type { Look } from './look.ts';
import { type Column, table } from './table.ts';

const SHOWN = 6;

const words: Record<LineageTest['verdict'], string> = {
  distilled: 'Distilled',
  'shared-style-or-contamination': 'Shared style, or contamination',
  'not-determined': 'Not determined',
};

const heads: Column[] = [
  { head: '#', right: true },
  { head: 'family' },
  { head: 'vendor' },
  { head: 'score', right: true },
  { head: 'p alone', right: true },
  { head: 'p of all', right: true },
  { head: 'dose', right: true },
];

/** What a test of lineage found, for a person to read. */
export function lineageReport(document: LineageTest, look: Look): string {
  const { verdict, reasons, innocent, teachers, passages, marks, notes } = document;
  const { paint, width } = look;
  const list = (items: readonly string[]) => items.flatMap(item => wrap(clean(item), width - 2, '  - '));
  const section = (title: string, lines: readonly string[]) =>
    lines.length ? ['', paint('bold', title), ...lines] : [];
  const rows = teachers
    .slice(0, SHOWN)
    .map(({ rank, family, vendor, score, p_value, p_unadjusted, tested, dose, curve }) => [
      String(rank),
      family,
      vendor,
      score.toFixed(2).replace('-0.00', '0.00'),
      short(p_unadjusted),
      tested ? short(p_value) : '–',
      curve ? `${share(dose.estimate)} (${share(dose.low)}–${share(dose.high)})` : '–',
    ]);
  const lines = [
    paint(verdict === 'distilled' ? 'red' : 'bold', words[verdict]),
    ...reasons.flatMap(reason => wrap(clean(reason), width)),
    ...(rows.length ? ['', ...table(heads, rows, look)] : []),
    ...(teachers.length > SHOWN ? [`  and ${whole(teachers.length - SHOWN)} more: --json has them all`] : []),
    '',
    ...wrap(
      `${count(document.prompts_used, 'prompt')}; chance is known from ${count(document.null.models, 'unrelated model')} in ${count(document.null.groups, 'group')} (${whole(document.null.pairs)} pairs of a model and a family).`,
      width,
    ),
    ...section('What would explain it innocently', list(innocent)),
    ...section(
      `What it and ${clean(teachers[0]?.family ?? '')} answer alike, and few others`,
      list(passages.map(({ prompt_id, snapshot, text }) => `prompt ${prompt_id}, ${snapshot}: “${text}”`)),
    ),
    ...section(
      'What both do more or less than others, in standard deviations (suspect, teacher)',
      list(
        marks.map(
          ({ view, text, suspect, teacher }) =>
            `${view}: “${text}” ${suspect.toFixed(1)}, ${teacher.toFixed(1)}`,
        ),
      ),
    ),
    ...section('Notes', list(notes)),
  ];
  return `${lines.join('\n')}\n`;
}

const share = (part: number): string => `${Math.round(part * 100)}%`;

const short = (p: number): string => (p >= 0.001 ? String(Number(p.toPrecision(2))) : p.toExponential(1));
