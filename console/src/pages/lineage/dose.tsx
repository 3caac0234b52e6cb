import type { Candidate } from '../../api/lineage.ts';
import { cleanLine } from '../../text/clean.ts';
import { percent, whole } from '../../text/number.ts';
import { Figure } from '../../ui/plot/index.ts';
import type { Column } from '../../ui/table.tsx';
import { scaleOf, ticksOf } from './bins.ts';
import { Drawn } from './drawn.tsx';
import style from './lineage.module.css';

type Curve = NonNullable<Candidate['curve']>;
type Point = Curve['curve'][number];

const HEIGHT = 236;
const [LEFT, RIGHT, TOP, BOTTOM] = [40, 14, 18, 40];

const two = (n: number) => n.toFixed(2).replace('-', '−');
const columns: Column<Point>[] = [
  {
    id: 'share',
    name: 'Share',
    width: '1fr',
    isNumber: true,
    value: ({ share }) => share,
    cell: ({ share }) => percent(share),
  },
  {
    id: 'score',
    name: 'Cosine, middle',
    width: '1fr',
    isNumber: true,
    value: ({ score }) => score,
    cell: ({ score }) => two(score),
  },
  {
    id: 'low',
    name: 'Low',
    width: '1fr',
    isNumber: true,
    value: ({ low }) => low,
    cell: ({ low }) => two(low),
  },
  {
    id: 'high',
    name: 'High',
    width: '1fr',
    isNumber: true,
    value: ({ high }) => high,
    cell: ({ high }) => two(high),
  },
];

/** Which share of a family's own answers would come as near as the suspect does. */
export function DoseCurve({ of: { family, dose, curve } }: { of: Candidate }) {
  const name = cleanLine(family);
  const about = curve
    ? `As near as the suspect comes an unrelated model ${percent(dose.estimate)} of whose answers are ${name}’s own: ${percent(dose.low)} to ${percent(dose.high)} over ${whole(curve.mixtures)} simulated mixtures. A student never writes word for word as its teacher does: read it as the least.`
    : 'The references have no unrelated model to mix its answers with.';
  return (
    <Figure
      title={`What share of ${name} explains it`}
      about={about}
      name="lineage-dose"
      columns={columns}
      rows={curve?.curve ?? []}
      keyOf={({ share }) => String(share)}
      sort="share.asc"
    >
      {curve ? (
        <Drawn height={HEIGHT} label={about}>
          {width => <Drawing width={width} curve={curve} dose={dose} />}
        </Drawn>
      ) : null}
    </Figure>
  );
}

function Drawing({
  width,
  curve: { curve, score },
  dose,
}: {
  width: number;
  curve: Curve;
  dose: Candidate['dose'];
}) {
  const from = Math.min(score, ...curve.map(({ low }) => low));
  const to = Math.max(score, ...curve.map(({ high }) => high));
  const x = scaleOf([0, 1], [LEFT, width - RIGHT]);
  const y = scaleOf([from - 0.03, to + 0.03], [HEIGHT - BOTTOM, TOP]);
  const path = (points: readonly (readonly [number, number])[]) =>
    points
      .map(([share, value], k) => `${k ? 'L' : 'M'}${x(share).toFixed(1)} ${y(value).toFixed(1)}`)
      .join('');
  const band = [
    ...curve.map(({ share, high }) => [share, high] as const),
    ...curve.toReversed().map(({ share, low }) => [share, low] as const),
  ];
  const isHigh = y(score) < TOP + 14;
  return (
    <>
      {ticksOf(from, to).map(tick => (
        <g key={tick}>
          <line x1={LEFT} x2={width - RIGHT} y1={y(tick)} y2={y(tick)} className={style.grid} />
          <text x={LEFT - 6} y={y(tick) + 4} textAnchor="end" className={style.tick}>
            {String(tick).replace('-', '−')}
          </text>
        </g>
      ))}
      <rect
        x={x(dose.low)}
        width={Math.max(2, x(dose.high) - x(dose.low))}
        y={TOP}
        height={HEIGHT - BOTTOM - TOP}
        className={style.interval}
      />
      <path d={`${path(band)}Z`} className={style.band} />
      <path d={path(curve.map(({ share, score: middle }) => [share, middle]))} className={style.curve} />
      <line x1={LEFT} x2={width - RIGHT} y1={y(score)} y2={y(score)} className={style.suspect} />
      <text x={LEFT + 6} y={y(score) + (isHigh ? 14 : -6)} className={style.said}>
        suspect
      </text>
      <circle cx={x(dose.estimate)} cy={y(score)} r={4.5} className={style.point} />
      <line x1={LEFT} x2={width - RIGHT} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} className={style.axis} />
      {[0, 0.25, 0.5, 0.75, 1].map(share => (
        <text key={share} x={x(share)} y={HEIGHT - BOTTOM + 18} textAnchor="middle" className={style.tick}>
          {percent(share)}
        </text>
      ))}
      <text x={(LEFT + width - RIGHT) / 2} y={HEIGHT - 4} textAnchor="middle" className={style.tick}>
        share of its answers; height: cosine to it
      </text>
    </>
  );
}
