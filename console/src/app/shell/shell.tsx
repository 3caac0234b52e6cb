import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { type Status, statusQuery } from '../../api/queries.ts';
import { pageAt, sections } from '../pages.ts';
import { useSession } from '../session.ts';
import { Header } from './header.tsx';
import { Keys } from './keys.tsx';
import { Palette } from './palette.tsx';
import style from './shell.module.css';

/** When detection has looked again, what is shown is asked for again. */
function useFresh(status: Status | undefined) {
  const client = useQueryClient();
  const looked = useRef<string>(undefined);
  const at = status && (status.detection?.last?.at ?? 'never');
  useEffect(() => {
    if (at === undefined) return;
    if (looked.current !== undefined && looked.current !== at) void client.invalidateQueries();
    looked.current = at;
  }, [at, client]);
}

/** What surrounds every page. */
export function Shell() {
  const session = useSession();
  const { pathname, href } = useLocation();
  const [help, setHelp] = useState(false);
  const { data: status } = useQuery(statusQuery);
  useFresh(status);
  if (!session) return <Navigate to="/sign-in" search={{ to: href }} />;
  return (
    <div className={style.shell}>
      <a className="skip" href="#content">
        To the content
      </a>
      <nav className={style.nav} aria-label="Pages">
        <Link to="/overview" className={style.brand}>
          <svg viewBox="0 0 32 32" width="20" height="20" aria-hidden="true">
            <rect width="32" height="32" rx="8" className={style.mark} />
            <path d="M5 19c3.7 0 3.7-3 7.3-3s3.7 3 7.4 3 3.6-3 7.3-3" className={style.wave} />
            <circle cx="16" cy="9.5" r="2.6" className={style.moon} />
          </svg>
          Stillwatch
        </Link>
        {sections.map(({ name, pages }) => (
          <div key={name} className={style.section}>
            <p>{name}</p>
            <ul>
              {pages.map(({ name, to, icon: Icon }) => (
                <li key={to}>
                  <Link
                    to={to as string}
                    activeOptions={{ exact: true }}
                    aria-current={pageAt(pathname) === to ? 'page' : undefined}
                    title={name}
                  >
                    <Icon size={16} stroke={1.7} aria-hidden="true" />
                    {name}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
        <p className={style.version}>{status ? `version ${status.version}` : ''}</p>
      </nav>
      <div className={style.side}>
        <Header onHelp={() => setHelp(true)} />
        {status && !status.engine.up ? (
          <p className={style.trouble} role="status">
            The process that has the store is not up. It is started again by itself; what is shown may be old.
          </p>
        ) : null}
        <main id="content" className={style.main} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <Palette onHelp={() => setHelp(true)} />
      <Keys opened={help} onClose={() => setHelp(false)} onOpen={() => setHelp(true)} />
    </div>
  );
}
