import type { Column } from '../../ui/table.tsx';

/** By what a contained account objects: it is told this with each refusal. */
export const referenceColumn = <T extends { reference: string }>(): Column<T> => ({
  id: 'reference',
  name: 'Reference',
  width: 'minmax(190px, 1fr)',
  value: row => row.reference,
  cell: row => <span className="mono quiet">{row.reference}</span>,
});
