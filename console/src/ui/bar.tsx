import { cleanLine } from '../text/clean.ts';
import { signed } from '../text/number.ts';
import { contribution } from '../text/words.ts';
import style from './bar.module.css';

/** A share of a whole. */
export function Bar({ share, label }: { share: number; label: string }) {
  return (
    <span className={style.track} role="img" aria-label={label}>
      <span className={style.fill} style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }} />
    </span>
  );
}

/** What a sum of log-odds is made of: a small bar for each part, up what speaks for it, down what speaks against. */
export function Contributions({ why }: { why: Record<string, number> | undefined }) {
  if (!why) return <span className="quiet">–</span>;
  const parts = Object.entries(why).sort(([a], [b]) => (a === 'prior' ? -1 : b === 'prior' ? 1 : 0));
  const most = Math.max(1, ...parts.map(([, value]) => Math.abs(value)));
  const says = parts.map(([name, value]) => `${cleanLine(contribution(name))} ${signed(value)}`).join(', ');
  const [width, half] = [7, 10];
  return (
    <svg
      className={style.contributions}
      width={parts.length * width}
      height={half * 2}
      role="img"
      aria-label={`log-odds: ${says}`}
    >
      <title>{says}</title>
      <line x1="0" x2={parts.length * width} y1={half} y2={half} className={style.axis} />
      {parts.map(([name, value], i) => {
        const height = Math.max(1, (Math.abs(value) / most) * (half - 0.5));
        return (
          <rect
            key={name}
            x={i * width + 1}
            width={width - 2}
            y={value >= 0 ? half - height : half}
            height={height}
            className={name === 'prior' ? style.prior : value >= 0 ? style.for : style.against}
          />
        );
      })}
    </svg>
  );
}
