import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type Column, csvOf, save } from '../text/export.ts';

/** A table as a file: what is shown of it, in its order. */
export function Export<T>({
  name,
  columns,
  rows,
}: {
  name: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
}) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} />}
          disabled={rows.length === 0}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => save(`${name}.csv`, csvOf(columns, rows), 'text/csv;charset=utf-8')}>
          CSV
        </Menu.Item>
        <Menu.Item onClick={() => save(`${name}.json`, JSON.stringify(rows, null, 2), 'application/json')}>
          JSON
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
