import type { ReactNode } from 'react';
import { Export } from './export.tsx';
import style from './list-page.module.css';
import { Page } from './page.tsx';
import { type Column, type Sort, Table } from './table.tsx';

interface Props<T> {
  title: string;
  about: ReactNode;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
  sort: Sort;
  onOpen?: (row: T) => void;
  /** Beside the export. */
  actions?: ReactNode;
  /** In place of the table where there is no row. */
  empty: ReactNode;
  /** Dialogs. */
  children?: ReactNode;
}

/** A page that is one table. */
export function ListPage<T extends object>({
  title,
  about,
  columns,
  rows,
  keyOf,
  sort,
  onOpen,
  actions,
  empty,
  children,
}: Props<T>) {
  return (
    <Page
      title={title}
      about={about}
      actions={
        <>
          <Export
            name={title.toLowerCase().replaceAll(' ', '-')}
            columns={columns.filter(({ name }) => name)}
            rows={rows}
          />
          {actions}
        </>
      }
      fill
    >
      {rows.length ? (
        <div className={style.table}>
          <Table
            label={title}
            columns={columns}
            rows={rows}
            keyOf={keyOf}
            sort={sort}
            {...(onOpen ? { onOpen } : {})}
          />
        </div>
      ) : (
        empty
      )}
      {children}
    </Page>
  );
}
