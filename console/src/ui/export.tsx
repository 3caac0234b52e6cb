import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { asFailure } from '../api/failure.ts';
import { type Column, csvOf, save } from '../text/export.ts';

/** A table as a file: what is shown of it, in its order. `rows`: or how to get them, where not all are here. */
export function Export<T>({
  name,
  columns,
  rows,
}: {
  name: string;
  columns: readonly Column<T>[];
  rows: readonly T[] | (() => Promise<readonly T[]>);
}) {
  const [busy, setBusy] = useState(false);
  const as = async (write: (all: readonly T[]) => void) => {
    if (typeof rows !== 'function') return write(rows);
    setBusy(true);
    try {
      write(await rows());
    } catch (error) {
      const { message, mend } = asFailure(error);
      notifications.show({ color: 'red', title: 'Nothing was saved', message: `${message}. ${mend}` });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} />}
          disabled={typeof rows !== 'function' && rows.length === 0}
          loading={busy}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          onClick={() => as(all => save(`${name}.csv`, csvOf(columns, all), 'text/csv;charset=utf-8'))}
        >
          CSV
        </Menu.Item>
        <Menu.Item
          onClick={() => as(all => save(`${name}.json`, JSON.stringify(all, null, 2), 'application/json'))}
        >
          JSON
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
