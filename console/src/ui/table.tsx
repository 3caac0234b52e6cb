import {
  type ColumnDef,
  createSortedRowModel,
  type RowData,
  rowSortingFeature,
  sortFn_basic,
  sortFn_text,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type KeyboardEvent,
  memo,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Column as Exported } from '../text/export.ts';
import style from './table.module.css';

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
});

export interface Column<T> extends Exported<T> {
  id: string;
  /** Of a CSS grid: `120px`, `minmax(160px, 1fr)`. */
  width: string;
  /** Right-aligned, tabular. */
  isNumber?: boolean;
  /** By what it is sorted; false: not at all. By default by its value. */
  order?: false | ((row: T) => string | number);
  cell?: (row: T) => ReactNode;
}

/** `exchanges.desc` */
export type Sort = `${string}.${'asc' | 'desc'}`;

/** Rows that are elsewhere, in an order of theirs: asked for as they come into sight. */
export interface Paged<T> {
  total: number;
  rowAt: (index: number) => T | undefined;
  /** Which are in sight. */
  onSight: (first: number, last: number) => void;
}

interface Props<T> {
  label: string;
  columns: readonly Column<T>[];
  /** All of them, sorted here; or what is asked for in pages. */
  rows: readonly T[] | Paged<T>;
  keyOf: (row: T) => string;
  sort?: Sort | undefined;
  onSort?: (sort: Sort) => void;
  /** Enter, or a click beside what a row links to. */
  onOpen?: (row: T) => void;
  /** Pixels; without it as high as its parent. */
  height?: number;
  rowHeight?: number;
  empty?: ReactNode;
}

/** The same for every row, however long what stands in it: as wide as the columns are at least. */
function gridOf(columns: readonly { width: string }[]) {
  const widths = columns.map(({ width }) => width);
  const least = widths.reduce((sum, width) => sum + Number(/\d+/.exec(width)?.[0] ?? 0), 0);
  return { gridTemplateColumns: widths.join(' '), minWidth: least };
}

/** What does not fit into its cell is said whole when it is pointed at. */
function sayWhole({ target }: PointerEvent) {
  const cell = (target as Element).closest<HTMLElement>('[role="cell"]');
  if (cell) cell.title = cell.scrollWidth > cell.clientWidth ? (cell.textContent ?? '') : '';
}

const none: readonly never[] = [];
const isPaged = <T,>(rows: readonly T[] | Paged<T>): rows is Paged<T> => 'rowAt' in rows;

/** A table of any length: only rows in sight are in the document. By keyboard: arrows or j and k, Home, End, Enter. */
export function Table<T extends RowData>({
  label,
  columns,
  rows,
  keyOf,
  sort,
  onSort,
  onOpen,
  height,
  rowHeight = 36,
  empty,
}: Props<T>) {
  const paged = isPaged(rows) ? rows : undefined;
  const [own, setOwn] = useState(sort);
  const now = onSort ? sort : own;
  const defined = useMemo(
    () =>
      columns.map(
        ({ id, name, value, order, isNumber }): ColumnDef<typeof features, T> =>
          ({
            id,
            header: name,
            accessorFn: (row: T) => (order ? order(row) : (value(row) as string | number)),
            enableSorting: order !== false,
            sortDescFirst: isNumber ?? false,
            sortFn: isNumber || typeof order === 'function' ? sortFn_basic : sortFn_text,
          }) as unknown as ColumnDef<typeof features, T>,
      ),
    [columns],
  );
  const [id, way] = now?.split(/\.(?=[^.]*$)/) ?? [];
  const sorting = useMemo(() => (id ? [{ id, desc: way === 'desc' }] : []), [id, way]);
  const table = useTable({
    features,
    columns: defined,
    data: (paged ? none : rows) as T[],
    state: { sorting },
    getRowId: keyOf as never,
    enableSortingRemoval: false,
    onSortingChange: update => {
      const [next] = typeof update === 'function' ? update(sorting) : update;
      if (!next) return;
      const said: Sort = `${next.id}.${next.desc ? 'desc' : 'asc'}`;
      if (onSort) onSort(said);
      else setOwn(said);
    },
  });
  const sorted = table.getRowModel().rows;
  const total = paged ? paged.total : sorted.length;
  const rowAt = (index: number): T | undefined => (paged ? paged.rowAt(index) : sorted[index]?.original);
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(-1);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const grid = useMemo(() => gridOf(columns), [columns]);
  const inSight = virtual.getVirtualItems();
  const [first, last] = [inSight[0]?.index ?? 0, inSight.at(-1)?.index ?? 0];
  const onSight = paged?.onSight;
  useEffect(() => onSight?.(first, last), [onSight, first, last]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== box.current || event.ctrlKey || event.metaKey || event.altKey) return;
    const end = total - 1;
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 400) / rowHeight) - 2);
    const to: Record<string, number> = {
      ArrowDown: active + 1,
      j: active + 1,
      ArrowUp: active - 1,
      k: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: end,
    };
    const next = to[event.key];
    if (next !== undefined) {
      event.preventDefault();
      const at = Math.max(0, Math.min(end, next));
      setActive(at);
      virtual.scrollToIndex(at);
    } else if (event.key === 'Enter') {
      const row = rowAt(active);
      if (row === undefined) return;
      event.preventDefault();
      onOpen?.(row);
    }
  };

  return (
    <div
      className={style.box}
      style={height === undefined ? undefined : { maxHeight: height }}
      ref={box}
      role="table"
      aria-label={label}
      aria-rowcount={total + 1}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerOver={sayWhole}
    >
      <div role="rowgroup" className={style.headGroup}>
        <div role="row" className={`${style.row} ${style.head}`} style={grid} aria-rowindex={1}>
          {table.getHeaderGroups()[0]?.headers.map(({ column }, i) => {
            const by = column.getIsSorted();
            const { name, isNumber } = columns[i]!;
            return (
              <div
                key={column.id}
                role="columnheader"
                aria-sort={by === 'asc' ? 'ascending' : by === 'desc' ? 'descending' : undefined}
                className={`${style.cell} ${isNumber ? style.number : ''}`}
              >
                {column.getCanSort() ? (
                  <button type="button" className={style.sorter} onClick={() => column.toggleSorting()}>
                    {name}
                    {by ? (
                      <span aria-hidden="true" className={style.way}>
                        {by === 'asc' ? '↑' : '↓'}
                      </span>
                    ) : null}
                  </button>
                ) : (
                  name || <span className="vh">To do</span>
                )}
              </div>
            );
          })}
        </div>
      </div>
      {total === 0 ? (
        <div role="rowgroup">
          <div role="row">
            <div role="cell">{empty ?? <p className={style.none}>Nothing here.</p>}</div>
          </div>
        </div>
      ) : (
        <div role="rowgroup" className={style.body} style={{ height: virtual.getTotalSize() }}>
          {inSight.map(({ index, start, key }) => {
            const row = rowAt(index);
            return (
              <Line
                key={key}
                row={row}
                columns={columns as readonly Column<never>[]}
                index={index}
                start={start}
                height={rowHeight}
                grid={grid}
                isActive={index === active}
                onActive={setActive}
                onOpen={onOpen as ((row: unknown) => void) | undefined}
              />
            );
          })}
        </div>
      )}
    </div>
  );
}

interface LineProps {
  /** Undefined until it was answered. */
  row: unknown;
  columns: readonly Column<never>[];
  index: number;
  /** Pixels from the top of the body. */
  start: number;
  height: number;
  grid: CSSProperties;
  isActive: boolean;
  onActive: (index: number) => void;
  onOpen: ((row: unknown) => void) | undefined;
}

/** One row; while others come into sight it stays as it is. */
const Line = memo(function Line({
  row,
  columns,
  index,
  start,
  height,
  grid,
  isActive,
  onActive,
  onOpen,
}: LineProps) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={`${style.row} ${isActive ? style.active : ''}`}
      style={{ ...grid, height, transform: `translateY(${start}px)` }}
      onClick={event => {
        onActive(index);
        if (row !== undefined && onOpen && !(event.target as Element).closest('a, button, input, label'))
          onOpen(row);
      }}
    >
      {columns.map(({ id, cell, value, isNumber }) => (
        <div key={id} role="cell" className={`${style.cell} ${isNumber ? style.number : ''}`}>
          {row === undefined ? null : cell ? cell(row as never) : String(value(row as never) ?? '')}
        </div>
      ))}
    </div>
  );
});
