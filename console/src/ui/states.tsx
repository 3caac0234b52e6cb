import { Button, Loader } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { asFailure } from '../api/failure.ts';
import { pageAt, pages } from '../app/pages.ts';
import { Said } from './said.tsx';
import style from './states.module.css';

/** Nothing is there: why, and what to do next. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={style.state}>
      <h2>{title}</h2>
      {children ? <p>{children}</p> : null}
      {action}
    </div>
  );
}

/** The page of the navigation that what stands at an address is listed on, where it is another. */
const listOf = (pathname: string) => {
  const to = pageAt(pathname);
  return to === pathname ? undefined : pages.find(page => page.to === to);
};

/** Something failed: what, and how to mend it. */
export function Failed({ error, again }: { error: unknown; again?: (() => void) | undefined }) {
  const { status, code, message, mend } = asFailure(error);
  const list = useLocation({ select: ({ pathname }) => listOf(pathname) });
  // What is not there will not be there at the next try either: the list says what is.
  const isMissing = status === 404 && list !== undefined;
  return (
    <div className={`${style.state} ${style.failed}`} role="alert">
      <h2>
        <Said>{message}</Said>
      </h2>
      {isMissing ? null : (
        <p>
          <Said>{mend}</Said>
        </p>
      )}
      <p className="mono quiet">{code}</p>
      {isMissing ? (
        <Link to={list.to as string}>All {list.name.toLowerCase()}</Link>
      ) : again ? (
        <Button size="xs" variant="default" onClick={again}>
          Try again
        </Button>
      ) : null}
    </div>
  );
}

export const Waiting = ({ children }: { children?: ReactNode }) => (
  <div className={style.state} role="status">
    <Loader size="sm" />
    {children ? <p>{children}</p> : <span className="vh">Loading</span>}
  </div>
);

/** What was asked for when it is there, else why it isn't. */
export function Loaded<T>({
  query,
  children,
}: {
  query: UseQueryResult<T, unknown>;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Failed error={query.error} again={() => query.refetch()} />;
  // Asked for again and again, until it was made.
  const { failureReason: why } = query;
  return <Waiting>{why === null ? null : <Said>{asFailure(why).message}</Said>}</Waiting>;
}
