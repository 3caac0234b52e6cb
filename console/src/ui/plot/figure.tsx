import { Button } from '@mantine/core';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Export } from '../export.tsx';
import { Panel } from '../page.tsx';
import { type Column, type Sort, Table } from '../table.tsx';

interface Props<T> {
  title: string;
  about?: ReactNode;
  /** Of the file, without its ending. */
  name: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
  sort?: Sort;
  actions?: ReactNode;
  children: ReactNode;
}

/** Something drawn, that can be had as a table too, and as a file. */
export function Figure<T extends object>({
  title,
  about,
  name,
  columns,
  rows,
  keyOf,
  sort,
  actions,
  children,
}: Props<T>) {
  const [isTable, setTable] = useState(false);
  return (
    <Panel
      title={title}
      about={about}
      flush={isTable}
      actions={
        <>
          {actions}
          <Button
            variant="default"
            aria-pressed={isTable}
            leftSection={isTable ? <IconChartBar size={14} /> : <IconTable size={14} />}
            onClick={() => setTable(!isTable)}
          >
            {isTable ? 'Drawn' : 'As a table'}
          </Button>
          <Export name={name} columns={columns} rows={rows} />
        </>
      }
    >
      {isTable ? (
        <Table
          label={title}
          columns={columns}
          rows={rows}
          keyOf={keyOf}
          sort={sort}
          height={420}
          rowHeight={30}
        />
      ) : (
        children
      )}
    </Panel>
  );
}
