import type { Explanation } from '../../../api/types.ts';
import { percent } from '../../../text/number.ts';
import { Said } from '../../../ui/said.tsx';
import { Tag } from '../../../ui/tag.tsx';
import style from './explanations.module.css';

/** How near an explanation is to not being ruled out: from 1 on it is not. Documents of earlier versions have no figures. */
const nearness = ({ verdict, value, limit }: Explanation): number =>
  value === undefined || !limit ? Number(verdict !== 'ruled out') : value / limit;

export function Explanations({ of }: { of: readonly Explanation[] }) {
  if (of.length === 0)
    return (
      <p className="quiet">
        None was tried when this was found: have it looked at again (Look now, on the overview) before you act
        on it.
      </p>
    );
  return (
    <ul className={style.list}>
      {of
        .toSorted((a, b) => nearness(b) - nearness(a))
        .map(one => (
          <li key={one.explanation}>
            <Tag tone={one.verdict === 'ruled out' ? 'green' : 'amber'}>{one.verdict}</Tag>
            <div>
              <b>
                <Said>{one.explanation}</Said>
              </b>
              <p className="quiet">
                <Said>{one.figure}</Said>
              </p>
            </div>
            <Gauge of={one} />
          </li>
        ))}
    </ul>
  );
}

/** Its figure, and the limit as a line: what lies beyond is not ruled out. */
function Gauge({ of: { value, limit } }: { of: Explanation }) {
  if (value === undefined || !limit) return <span />;
  const scale = Math.max(value, limit) * 1.25;
  return (
    <div className={style.gauge}>
      <span
        className={style.track}
        role="img"
        aria-label={`${percent(value)}; ruled out up to ${percent(limit)}`}
      >
        <span
          className={value > limit ? style.over : style.under}
          style={{ width: `${(value / scale) * 100}%` }}
        />
        <span className={style.limit} style={{ left: `${(limit / scale) * 100}%` }} />
      </span>
      <span className="num">{percent(value)}</span>
      <span className="num quiet">limit {percent(limit)}</span>
    </div>
  );
}
