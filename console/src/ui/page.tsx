import { type ReactNode, useEffect } from 'react';
import { cleanLine } from '../text/clean.ts';
import style from './page.module.css';

interface Props {
  title: string;
  /** In place of the title where it is more than text. */
  head?: ReactNode;
  about?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** The content scrolls by itself, to the edges. */
  fill?: boolean;
  /** As wide as there is room. */
  wide?: boolean;
}

/** A page: its name, what can be done on it, and its content. */
export function Page({ title, head, about, actions, children, fill = false, wide = false }: Props) {
  useEffect(() => {
    document.title = `${cleanLine(title)} · Stillwatch`;
  }, [title]);
  return (
    <div className={`${style.page} ${fill ? style.fill : wide ? style.wide : ''}`}>
      <header className={style.head}>
        <div className={style.names}>
          <h1 className={style.title}>{head ?? title}</h1>
          {about ? <p className={style.about}>{about}</p> : null}
        </div>
        {actions ? <div className={style.actions}>{actions}</div> : null}
      </header>
      {children}
    </div>
  );
}

/** A part of a page. */
export function Panel({
  title,
  about,
  actions,
  children,
  flush = false,
}: {
  title: string;
  about?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** Content to the edges: a table. */
  flush?: boolean;
}) {
  const id = `panel-${title.replace(/\W+/g, '-')}`;
  return (
    <section className={style.panel} aria-labelledby={id}>
      <header className={style.panelHead}>
        <div>
          <h2 id={id} className={style.panelTitle}>
            {title}
          </h2>
          {about ? <p className={style.panelAbout}>{about}</p> : null}
        </div>
        {actions ? <div className={style.actions}>{actions}</div> : null}
      </header>
      <div className={flush ? style.flush : style.content}>{children}</div>
    </section>
  );
}

/** Figures side by side. */
export function Figures({ of }: { of: readonly { name: string; value: ReactNode; note?: ReactNode }[] }) {
  return (
    <dl className={style.figures}>
      {of.map(({ name, value, note }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <b>{value}</b>
            {note ? <small>{note}</small> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
