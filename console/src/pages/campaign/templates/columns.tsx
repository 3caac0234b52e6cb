import type { TemplatesView } from '../../../api/types.ts';
import { cleanLine } from '../../../text/clean.ts';
import { percent, whole } from '../../../text/number.ts';
import { countColumn, momentColumn } from '../../../ui/columns.tsx';
import type { Column } from '../../../ui/table.tsx';
import { Skeleton } from './skeleton.tsx';

export type Template = TemplatesView['templates'][number];

/** The most of a few shares, in words: "chain of thought 31%, code 20%". */
export const asked = (shares: Record<string, number>, most = 2): string =>
  Object.entries(shares)
    .filter(([, share]) => share > 0)
    .sort(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([name, share]) => `${cleanLine(name.replaceAll('_', ' '))} ${percent(share)}`)
    .join(', ');

export const templateColumns = (mostBytes: number): Column<Template>[] => [
  {
    id: 'skeleton',
    name: 'Opening, blank, closing',
    width: 'minmax(300px, 2fr)',
    order: false,
    value: row => [row.opening, row.closing],
    cell: row => <Skeleton {...row} most={mostBytes} />,
  },
  countColumn('exchanges', 'Exchanges', '106px'),
  countColumn('accounts', 'Accounts', '94px'),
  countColumn('prompts', 'Prompts', '88px'),
  countColumn('others', 'Outside', '76px'),
  {
    id: 'bytes',
    name: 'Bytes',
    width: '76px',
    isNumber: true,
    order: row => row.bytes[1] ?? 0,
    value: row => row.bytes,
    cell: row => whole(row.bytes[1] ?? 0),
  },
  {
    id: 'asks',
    name: 'Asks for',
    width: 'minmax(140px, 1fr)',
    order: false,
    value: row => row.asks,
    cell: row => <span className="quiet">{asked(row.asks, 1) || '–'}</span>,
  },
  momentColumn('last', 'Last seen'),
];
