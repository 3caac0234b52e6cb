import { percent } from '../../../text/number.ts';
import style from './activity.module.css';

/** What part of all is sent in each hour of the day: the campaign's as bars, everybody else's as a line over them. */
export function Profile({ own, others }: { own: readonly number[]; others: readonly number[] }) {
  const share = (values: readonly number[]) => {
    const sum = values.reduce((a, b) => a + b, 0) || 1;
    return values.map(n => n / sum);
  };
  const [mine, theirs] = [share(own), share(others)];
  const most = Math.max(...mine, ...theirs, 1e-9) * 1.05;
  const y = (value: number) => 60 - (value / most) * 60;
  const steps = theirs.map((value, i) => `${i ? 'L' : 'M'}${i * 10} ${y(value)}H${i * 10 + 10}`).join('');
  return (
    <figure className={style.profile}>
      <svg
        viewBox="0 0 240 60"
        preserveAspectRatio="none"
        role="img"
        aria-label={`Part of all that is sent, by hour of the day. Campaign: between ${percent(Math.min(...mine))} and ${percent(Math.max(...mine))} an hour; everybody else: between ${percent(Math.min(...theirs))} and ${percent(Math.max(...theirs))}`}
      >
        {mine.map((value, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its place
          <rect key={i} x={i * 10 + 1} width={8} y={y(value)} height={60 - y(value)} className={style.bar} />
        ))}
        <path d={steps} className={style.line} vectorEffect="non-scaling-stroke" />
      </svg>
      <figcaption aria-hidden="true">
        {['00:00', '06:00', '12:00', '18:00', '24:00'].map(hour => (
          <span key={hour}>{hour}</span>
        ))}
      </figcaption>
    </figure>
  );
}
