import { cleanLine } from '../../../text/clean.ts';
import { whole } from '../../../text/number.ts';
import { Said } from '../../../ui/said.tsx';
import style from './templates.module.css';

interface Props {
  opening: string | null;
  closing: string | null;
  /** Bytes: the tenth smallest of a hundred, the one in the middle, the tenth largest. */
  bytes: readonly number[];
  /** The most bytes of all that are shown: the blank is drawn against it. */
  most: number;
}

/** What is known of a prompt: how it opens and closes, and how much stands between. The words are not kept. */
export function Skeleton({ opening, closing, bytes, most }: Props) {
  const [low = 0, median = 0, high = 0] = bytes;
  // Prompts of 100 and of 10,000 bytes lie side by side: drawn by the root.
  const wide = (n: number) => `${Math.max(4, Math.sqrt(n / Math.max(1, most)) * 100)}%`;
  const said = `${opening ? `opening ${opening}, ` : 'no opening in common, '}${whole(median)} bytes (${whole(low)} to ${whole(high)}), ${closing ? `closing ${closing}` : 'no closing in common'}`;
  return (
    <span className={style.skeleton} role="img" aria-label={cleanLine(said)} title={cleanLine(said)}>
      {opening ? <Part name={opening} /> : null}
      <span className={style.blank}>
        <span className={style.range} style={{ width: wide(high) }} />
        <span className={style.median} style={{ width: wide(median) }} />
      </span>
      {closing ? <Part name={closing} /> : null}
    </span>
  );
}

const Part = ({ name }: { name: string }) => (
  <span className={`${style.part} mono`}>
    <Said>{name.slice(0, 12)}</Said>
  </span>
);
