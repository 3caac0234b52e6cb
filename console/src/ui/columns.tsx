import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { whole } from '../text/number.ts';
import { Moment } from './moment.tsx';
import { accountPage, QuickLink } from './quick-link.tsx';
import { Said } from './said.tsx';
import type { Column } from './table.tsx';

// Columns that many tables have, each written once. A column is named by the field that it shows.

/** The fields of a row that hold such a value. */
type Field<T, V> = { [K in keyof T]-?: T[K] extends V ? K : never }[keyof T] & string;

/** What somebody wrote. */
export const saidColumn = <T extends object>(
  id: Field<T, string>,
  name: string,
  width: string,
): Column<T> => ({
  id,
  name,
  width,
  value: row => row[id],
  cell: row => <Said>{row[id] as string}</Said>,
});

/** A time, in the reader's zone. `none`: in place of one that is not there. */
export const momentColumn = <T extends object>(
  id: Field<T, string | null | undefined>,
  name: string,
  { width = '150px', none }: { width?: string; none?: ReactNode } = {},
): Column<T> => ({
  id,
  name,
  width,
  value: row => row[id],
  order: row => (row[id] as string | null | undefined) ?? '',
  cell: row => {
    const at = row[id] as string | null | undefined;
    return at || none === undefined ? <Moment at={at} /> : none;
  },
});

/** How many. */
export const countColumn = <T extends object>(
  id: Field<T, number>,
  name: string,
  width: string,
): Column<T> => ({
  id,
  name,
  width,
  isNumber: true,
  value: row => row[id],
  cell: row => whole(row[id] as number),
});

/** An account, and the way to its page. */
export const accountColumn = <T extends { account: string }>(width = 'minmax(196px, 2fr)'): Column<T> => ({
  id: 'account',
  name: 'Account',
  width,
  value: row => row.account,
  cell: ({ account }) => (
    <QuickLink to={accountPage(account)} className="mono">
      <Said>{account}</Said>
    </QuickLink>
  ),
});

/** A campaign, and the way to its page. */
export const campaignColumn = <T extends { campaign: string }>(): Column<T> => ({
  id: 'campaign',
  name: 'Campaign',
  width: '140px',
  value: row => row.campaign,
  cell: ({ campaign }) => (
    <Link to="/campaigns/$id" params={{ id: campaign }}>
      <Said>{campaign}</Said>
    </Link>
  ),
});

/** What has a page of its own, by its id. `to`: that page's address, with `$id` in it. */
export const idColumn = <T extends { id: string }>(name: string, to: string): Column<T> => ({
  id: 'id',
  name,
  width: '130px',
  value: row => row.id,
  cell: ({ id }) => (
    <Link to={to} params={{ id } as never} className="mono">
      {id}
    </Link>
  ),
});

/** Something to do about a row: in no file, and not sorted by. */
export const doColumn = <T,>(width: string, cell: (row: T) => ReactNode): Column<T> => ({
  id: 'do',
  name: '',
  width,
  order: false,
  value: () => '',
  cell,
});
