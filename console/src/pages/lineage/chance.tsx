import { useMemo } from 'react';
import type { Candidate, SavedTest } from '../../api/lineage.ts';
import { cleanLine } from '../../text/clean.ts';
import { count, small, whole } from '../../text/number.ts';
import { Figure } from '../../ui/plot/index.ts';
import type { Column } from '../../ui/table.tsx';
import { type Bin, binsOf, scaleOf, ticksOf } from './bins.ts';
import { Drawn } from './drawn.tsx';
import style from './lineage.module.css';

const WIDTH = 0.25;
const HEIGHT = 236;
const [LEFT, RIGHT, TOP, BOTTOM] = [34, 12, 30, 40];
/** Pixels: on a telephone what is said beside the suspect's line is shorter. */
const NARROW = 420;

const columns: Column<Bin>[] = [
  { id: 'from', name: 'From', width: '1fr', isNumber: true, value: ({ from }) => from },
  { id: 'to', name: 'To', width: '1fr', isNumber: true, value: ({ to }) => to },
  { id: 'pairs', name: 'Pairs', width: '1fr', isNumber: true, value: ({ pairs }) => pairs },
];

/** What closeness chance gives, and where the suspect stands in it. */
export function Chance({ of, chosen }: { of: SavedTest['test']; chosen: Candidate }) {
  const { values, models, pairs } = of.null;
  const bins = useMemo(() => binsOf(values, WIDTH), [values]);
  const above = values.filter(value => value >= chosen.excess).length;
  const family = cleanLine(chosen.family);
  const about = pairs
    ? `How much nearer each of ${count(models, 'unrelated model')} is to a family than its nearness to the others foretells, in standard errors. ${above ? `${whole(above)} of ${whole(pairs)} ${above === 1 ? 'is' : 'are'} as near as the suspect is to ${family}.` : `None of ${whole(pairs)} is as near as the suspect is to ${family}.`}`
    : 'The references have too few unrelated models to tell what chance does.';
  return (
    <Figure
      title="What chance does"
      about={about}
      name="lineage-chance"
      columns={columns}
      rows={bins}
      keyOf={({ from }) => String(from)}
      sort="from.asc"
    >
      {pairs ? (
        <Drawn
          height={HEIGHT}
          label={`${whole(pairs)} pairs of an unrelated model and a family by excess; the suspect and ${family} at ${chosen.excess.toFixed(2)}, with ${whole(above)} as large`}
        >
          {width => <Histogram bins={bins} width={width} of={of} chosen={chosen} />}
        </Drawn>
      ) : null}
    </Figure>
  );
}

function Histogram({
  bins,
  width,
  of: { teachers },
  chosen,
}: {
  bins: readonly Bin[];
  width: number;
  of: SavedTest['test'];
  chosen: Candidate;
}) {
  const excesses = teachers.map(({ excess }) => excess);
  const from = Math.min(-1, bins[0]?.from ?? -3, ...excesses) - 0.25;
  const to = Math.max(1, bins.at(-1)?.to ?? 3, ...excesses) + 0.5;
  const x = scaleOf([from, to], [LEFT, width - RIGHT]);
  // Few must be seen beside many: it is the few that count.
  const most = Math.max(10, ...bins.map(({ pairs }) => pairs));
  const y = (pairs: number) => scaleOf([0, Math.log1p(most)], [HEIGHT - BOTTOM, TOP])(Math.log1p(pairs));
  const at = x(chosen.excess);
  const isRight = at > width * 0.6;
  return (
    <>
      {[1, 10, 100, 1000]
        .filter(n => n <= most)
        .map(n => (
          <g key={n}>
            <line x1={LEFT} x2={width - RIGHT} y1={y(n)} y2={y(n)} className={style.grid} />
            <text x={LEFT - 6} y={y(n) + 4} textAnchor="end" className={style.tick}>
              {whole(n)}
            </text>
          </g>
        ))}
      {bins.map(({ from: low, to: high, pairs }) => (
        <rect
          key={low}
          x={x(low) + 0.5}
          width={Math.max(1, x(high) - x(low) - 1)}
          y={y(pairs)}
          height={Math.max(0, HEIGHT - BOTTOM - y(pairs))}
          className={low >= chosen.excess ? style.tail : style.bar}
        />
      ))}
      {teachers
        .filter(one => one !== chosen)
        .map(({ family, excess }) => (
          <line
            key={family}
            x1={x(excess)}
            x2={x(excess)}
            y1={HEIGHT - BOTTOM + 1}
            y2={HEIGHT - BOTTOM + 7}
            className={style.other}
          >
            <title>{`${cleanLine(family)} ${excess.toFixed(2)}`}</title>
          </line>
        ))}
      <line x1={LEFT} x2={width - RIGHT} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} className={style.axis} />
      <line x1={at} x2={at} y1={TOP - 8} y2={HEIGHT - BOTTOM + 7} className={style.suspect} />
      <text
        x={at + (isRight ? -7 : 7)}
        y={TOP - 8}
        textAnchor={isRight ? 'end' : 'start'}
        className={style.said}
      >
        {`${width < NARROW ? '' : 'suspect, '}${cleanLine(chosen.family).slice(0, width < NARROW ? 12 : 24)}: ${chosen.excess.toFixed(1)}, p ${small(chosen.p_unadjusted)} alone`}
      </text>
      {ticksOf(from, to).map(tick => (
        <text key={tick} x={x(tick)} y={HEIGHT - BOTTOM + 20} textAnchor="middle" className={style.tick}>
          {String(tick).replace('-', '−')}
        </text>
      ))}
      <text x={(LEFT + width - RIGHT) / 2} y={HEIGHT - 4} textAnchor="middle" className={style.tick}>
        excess, standard errors; height: pairs, logarithmic
      </text>
    </>
  );
}
