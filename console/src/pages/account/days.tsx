import { count, whole } from '../../text/number.ts';
import style from './account.module.css';

const [WIDTH, HEIGHT] = [1000, 90];

/** A bar a day; the day and its count a hover away, the whole of it in words for who does not see it. */
export function Days({ from, step, counts }: { from: string; step: number; counts: readonly number[] }) {
  const most = Math.max(1, ...counts);
  const width = WIDTH / counts.length;
  const dayOf = (i: number) => new Date(Date.parse(from) + i * step * 1000).toISOString().slice(0, 10);
  const total = counts.reduce((sum, n) => sum + n, 0);
  return (
    <figure className={style.days}>
      <span className={style.most}>{whole(most)}</span>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${count(total, 'exchange')} from ${dayOf(0)} to ${dayOf(counts.length - 1)}, at most ${whole(most)} a day, on ${dayOf(counts.indexOf(most))}`}
      >
        <line x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} className={style.axis} />
        {counts.map((n, i) => (
          <g key={dayOf(i)} className={style.day}>
            <title>{`${dayOf(i)}: ${count(n, 'exchange')}`}</title>
            <rect x={i * width} width={width} y="0" height={HEIGHT} className={style.slot} />
            {n ? (
              <rect
                x={i * width + width * 0.12}
                width={width * 0.76}
                y={HEIGHT - (n / most) * (HEIGHT - 4)}
                height={(n / most) * (HEIGHT - 4)}
                className={style.bar}
              />
            ) : null}
          </g>
        ))}
      </svg>
      <figcaption>
        <span>{dayOf(0)}</span>
        <span>{dayOf(counts.length - 1)}</span>
      </figcaption>
    </figure>
  );
}
