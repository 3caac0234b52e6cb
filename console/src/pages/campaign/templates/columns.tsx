import type { TemplatesView } from '../../../api/types.ts';
import { cleanLine } from '../../../text/clean.ts';
import { percent, whole } from '../../../text/number.ts';
import { Moment } from '../../../ui/moment.tsx';
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

const number = (
  id: 'accounts' | 'exchanges' | 'prompts' | 'others',
  name: string,
  width = '106px',
): Column<Template> => ({
  id,
  name,
  width,
  isNumber: true,
  value: row => row[id],
  cell: row => whole(row[id]),
});

export const templateColumns = (mostBytes: number): Column<Template>[] => [
  {
    id: 'skeleton',
    name: 'Opening, blank, closing',
    width: 'minmax(300px, 2fr)',
    order: false,
    value: row => [row.opening, row.closing],
    cell: row => <Skeleton {...row} most={mostBytes} />,
  },
  number('exchanges', 'Exchanges'),
  number('accounts', 'Accounts', '94px'),
  number('prompts', 'Prompts', '88px'),
  number('others', 'Outside', '76px'),
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
  {
    id: 'last',
    name: 'Last seen',
    width: '150px',
    value: row => row.last,
    cell: row => <Moment at={row.last} />,
  },
];
