import type { ReactNode } from 'react';
import { count, percent } from '../../text/number.ts';
import { Bar } from '../../ui/bar.tsx';
import { Panel } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import style from './shares.module.css';

export interface Share {
  name: string;
  share: number;
  note?: string;
}

/** Parts of a whole, largest first. */
export function Shares({
  title,
  unit,
  of,
  actions,
}: {
  title: string;
  unit: string;
  of: readonly Share[];
  actions?: ReactNode;
}) {
  const shown = of.filter(({ share }) => share > 0).sort((a, b) => b.share - a.share);
  return (
    <Panel title={title} about={`Share ${unit}.`} actions={actions}>
      {shown.length === 0 ? <p className="quiet">Not known.</p> : null}
      <ul className={style.shares}>
        {shown.slice(0, 12).map(({ name, share, note }) => (
          <li key={name}>
            <span className={style.shareName}>
              <Said>{name}</Said>
            </span>
            <Bar share={share} label={percent(share)} />
            <span className="num">{percent(share)}</span>
            {note === undefined ? null : <span className="num quiet">{note}</span>}
          </li>
        ))}
      </ul>
      {shown.length > 12 ? <p className="quiet">and {count(shown.length - 12, 'other')}</p> : null}
    </Panel>
  );
}
