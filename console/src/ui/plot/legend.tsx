import type { ReactNode } from 'react';
import { Said } from '../said.tsx';
import style from './plot.module.css';

/** What the colours of a plot stand for, and how much of it there is. */
export const Legend = ({ of }: { of: readonly { name: string; colour: string; value?: ReactNode }[] }) => (
  <ul className={style.legend}>
    {of.map(({ name, colour, value }) => (
      <li key={name}>
        <span className={style.swatch} style={{ background: `var(--${colour})` }} aria-hidden="true" />
        <Said>{name}</Said>
        {value === undefined ? null : <b className="num">{value}</b>}
      </li>
    ))}
  </ul>
);
