import { Button, Loader } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { asFailure } from '../api/failure.ts';
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

/** Something failed: what, and how to mend it. */
export function Failed({ error, again }: { error: unknown; again?: (() => void) | undefined }) {
  const { code, message, mend } = asFailure(error);
  return (
    <div className={`${style.state} ${style.failed}`} role="alert">
      <h2>
        <Said>{message}</Said>
      </h2>
      <p>
        <Said>{mend}</Said>
      </p>
      <p className="mono quiet">{code}</p>
      {again ? (
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
