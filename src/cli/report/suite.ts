import type { Case, Figures, Score, Verdict } from '../../range/index.ts';
import { bound, compact, whole } from '../text/number.ts';
import { padded } from '../text/safe.ts';
import { duration } from '../text/time.ts';

/** A case over its seeds. */
export interface CaseResult {
  case: string;
  about: string;
  world: Case['world'];
  worlds: (Figures & { seed: number; accounts: number; exchanges: number; score: Score })[];
  figures: Figures;
  targets: Verdict[];
}

type World = CaseResult['worlds'][number];

const share = (value: number | null): string => (value === null ? '-' : value.toFixed(3));
const NAME = 18;

/** One line for a finished world. */
export function worldLine(name: string, world: World): string {
  const {
    seed,
    exchanges,
    precision,
    recall,
    purity,
    harvestFound,
    leaked,
    bystandersHarmed,
    falseCampaigns,
    seconds,
  } = world;
  const early = leaked === null ? '' : `  leaked ${share(leaked)}`;
  return `${padded(name, NAME)} seed ${padded(String(seed), 3)} ${padded(compact(exchanges), 7, 'left')} exchanges  precision ${share(precision)}  recall ${share(recall)}  purity ${share(purity)}  found ${share(harvestFound)}${early}  harmed ${whole(bystandersHarmed)}  false ${whole(falseCampaigns)}  ${duration(seconds)}\n`;
}

const columns: [heading: string, width: number, of: (result: CaseResult) => string][] = [
  ['seeds', 5, r => String(r.worlds.length)],
  ['precision', 10, r => share(r.figures.precision)],
  ['recall', 7, r => share(r.figures.recall)],
  ['F1', 6, r => share(r.figures.f1)],
  ['purity', 7, r => share(r.figures.purity)],
  ['found', 6, r => share(r.figures.harvestFound)],
  ['share', 6, r => share(r.figures.harvestShare)],
  ['leaked', 7, r => share(r.figures.leaked)],
  ['harmed', 7, r => whole(r.figures.bystandersHarmed)],
  ['groups', 7, r => whole(r.figures.hardNegativesFlagged)],
  ['false', 6, r => share(r.figures.falseCampaigns)],
  ['bound', 8, r => (r.figures.errorBound === null ? '-' : short(r.figures.errorBound))],
  ['time', 13, r => duration(r.figures.seconds)],
];

const short = (p: number): string => (p >= 0.001 ? bound(p) : p.toExponential(0));

/** Every case's figures, and below each what it must reach. */
export function suiteReport(results: CaseResult[]): string {
  const row = (name: string, cells: string[]) =>
    padded(name, NAME) + cells.map((cell, i) => padded(cell, columns[i]![1], 'left')).join('');
  const lines = [
    row(
      'case',
      columns.map(([heading]) => heading),
    ),
  ];
  for (const result of results) {
    const cells = columns.map(([, , of]) => of(result));
    lines.push(row(result.case, cells), ...result.targets.map(target));
  }
  return [
    ...lines,
    '',
    'found: of the harvest, in exchanges, the share in flagged accounts; share: of what those sent, the harvest.',
    'leaked: of the harvest, what was sent before its account was contained, in a replay of six hours a step;',
    'harmed: accounts flagged that harvest nothing; groups: hard negatives with one; false: of the worlds, those with',
    'a false campaign; bound: the median error bound; time: of a world, from nothing to its score.',
    '',
  ].join('\n');
}

function target({ figure, least, most, value, met }: Verdict): string {
  const wanted = least === undefined ? `at most ${most}` : `at least ${least}`;
  const got =
    value === null
      ? figure === 'leaked'
        ? 'not measured'
        : 'nothing to measure'
      : Number.isInteger(value)
        ? value
        : value.toFixed(4);
  return `  ${figure} ${got}, to be ${wanted}${met === null ? '' : met ? ': met' : ': not met'}`;
}
