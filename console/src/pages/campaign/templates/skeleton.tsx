import { cleanLine } from '../../../text/clean.ts';
import { whole } from '../../../text/number.ts';
import { Said } from '../../../ui/said.tsx';
import style from './templates.module.css';

interface Props {
  opening: string | null;
  closing: string | null;
  /** Bytes: of a hundred prompts the fifth shortest, the one in the middle, the fifth longest. */
  bytes: readonly number[];
  /** The most bytes of all that are shown: the blank is drawn against it. */
  most: number;
}

/** What is known of a prompt: how it opens and closes, and how much stands between. The words are not kept. */
export function Skeleton({ opening, closing, bytes, most }: Props) {
  const [low = 0, median = 0, high = 0] = bytes;
  // Prompts of 100 and of 10,000 bytes lie side by side: drawn by the root.
  const root = Math.sqrt;
  const wide = (n: number) =>
    `calc((100% - 84px) * ${Math.max(0.04, root(n / Math.max(1, most))).toFixed(3)})`;
  const said = `${opening ? `opening ${opening}, ` : 'no opening in common, '}${whole(median)} bytes (${whole(low)} to ${whole(high)}), ${closing ? `closing ${closing}` : 'no closing in common'}`;
  return (
    <span className={style.skeleton} role="img" aria-label={cleanLine(said)} title={cleanLine(said)}>
      <Part name={opening} />
      <span className={style.room}>
        <span className={style.blank} style={{ width: wide(high) }}>
          <span
            className={style.median}
            style={{ width: `${(root(median) / Math.max(1, root(high))) * 100}%` }}
          />
        </span>
        <Part name={closing} />
      </span>
    </span>
  );
}

const Part = ({ name }: { name: string | null }) =>
  name === null ? (
    <span className={`${style.part} ${style.any}`}>any</span>
  ) : (
    <span className={`${style.part} mono`}>
      <Said>{name.slice(0, 12)}</Said>
    </span>
  );
