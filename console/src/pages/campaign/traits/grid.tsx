import { useComputedColorScheme } from '@mantine/core';
import {
  type KeyboardEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { cleanLine } from '../../../text/clean.ts';
import { count, whole } from '../../../text/number.ts';
import { type Column, type Matrix, nameOf, roleOf, shows } from './matrix.ts';
import { HEADS, type Look, lookOf, type Place, paint, type Scene } from './paint.ts';
import { Strip } from './strip.tsx';
import style from './traits.module.css';

interface Props {
  label: string;
  matrix: Matrix;
  rows: Uint32Array;
  columns: readonly Column[];
  chosen: ReadonlySet<string>;
  /** Pixels of a row. */
  high: number;
  onChoose: (column: Column) => void;
  onOpen: (account: string) => void;
}

/** Cells are between so wide, in pixels. */
const [NARROW, WIDE] = [11, 22];

/**
 * The matrix on a canvas as large as what is in sight; what scrolls is as large as all of it. By keyboard: arrows move from cell to
 * cell, Enter opens the account, Space keeps only those who show the value.
 */
export function Grid({ label, matrix, rows, columns, chosen, high, onChoose, onOpen }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [hover, setHover] = useState<Place | null>(null);
  const [cursor, setCursor] = useState<Place | null>(null);
  const scheme = useComputedColorScheme();
  const id = useId();
  const labels = size.width < 520 ? 88 : 148;
  const wide = Math.max(
    NARROW,
    Math.min(WIDE, Math.floor((size.width - labels) / Math.max(1, columns.length))),
  );

  useEffect(() => {
    const watch = new ResizeObserver(() =>
      setSize({ width: box.current!.clientWidth, height: box.current!.clientHeight }),
    );
    watch.observe(box.current!);
    return () => watch.disconnect();
  }, []);
  // What was pointed at is another thing when the rows are others.
  useEffect(() => {
    setHover(null);
    setCursor(before =>
      before && before.row < rows.length && before.column < columns.length ? before : null,
    );
  }, [rows, columns]);

  const scene = useMemo(
    (): Scene => ({ matrix, rows, columns, chosen, labels, wide, high, hover, cursor }),
    [matrix, rows, columns, chosen, labels, wide, high, hover, cursor],
  );
  const latest = useRef(scene);
  latest.current = scene;
  const look = useRef<Look>(null);
  const asked = useRef(0);
  const draw = useCallback(() => {
    asked.current = 0;
    const [element, scroller] = [canvas.current, box.current];
    if (!element || !scroller || !look.current) return;
    const { clientWidth: width, clientHeight: height, scrollLeft: left, scrollTop: top } = scroller;
    const scale = window.devicePixelRatio;
    if (element.width !== Math.round(width * scale) || element.height !== Math.round(height * scale)) {
      element.width = Math.round(width * scale);
      element.height = Math.round(height * scale);
      element.style.width = `${width}px`;
      element.style.height = `${height}px`;
    }
    const brush = element.getContext('2d')!;
    brush.setTransform(scale, 0, 0, scale, 0, 0);
    paint(brush, latest.current, look.current, { width, height, left, top });
  }, []);
  const soon = useCallback(() => {
    asked.current ||= requestAnimationFrame(draw);
  }, [draw]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are those of the scheme
  useEffect(() => {
    look.current = lookOf(canvas.current!);
    soon();
  }, [scheme, soon]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn again whenever what is drawn is another
  useEffect(soon, [scene, size, soon]);
  useEffect(() => () => cancelAnimationFrame(asked.current), []);

  const placeOf = (event: PointerEvent): Place | null => {
    const { left, top } = box.current!.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    const column = x < labels ? -1 : Math.floor((x - labels + box.current!.scrollLeft) / wide);
    const row = y < HEADS ? -1 : Math.floor((y - HEADS + box.current!.scrollTop) / high);
    return column < columns.length && row < rows.length && (column >= 0 || row >= 0) ? { row, column } : null;
  };
  const moved = (event: PointerEvent) => {
    const next = placeOf(event);
    setHover(before => (before?.row === next?.row && before?.column === next?.column ? before : next));
  };
  const pressed = (event: PointerEvent) => {
    const place = placeOf(event);
    if (!place || event.button !== 0) return;
    if (place.row < 0) onChoose(columns[place.column]!);
    else if (place.column < 0) onOpen(matrix.accounts[rows[place.row]!]!);
    else setCursor(place);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (!rows.length || !columns.length || event.altKey || event.metaKey) return;
    const { row, column } = cursor ?? { row: 0, column: 0 };
    const page = Math.max(1, Math.floor((size.height - HEADS) / high) - 1);
    const far = event.ctrlKey;
    const to: Record<string, [row: number, column: number]> = {
      ArrowDown: [row + 1, column],
      ArrowUp: [row - 1, column],
      ArrowRight: [row, column + 1],
      ArrowLeft: [row, column - 1],
      PageDown: [row + page, column],
      PageUp: [row - page, column],
      Home: [far ? 0 : row, 0],
      End: [far ? rows.length - 1 : row, columns.length - 1],
    };
    const next = to[event.key];
    if (next) {
      event.preventDefault();
      const [r, c] = cursor ? next : [row, column];
      const place = {
        row: Math.max(0, Math.min(rows.length - 1, r)),
        column: Math.max(0, Math.min(columns.length - 1, c)),
      };
      setCursor(place);
      setHover(null);
      bring(place);
    } else if (cursor && event.key === 'Enter') {
      event.preventDefault();
      onOpen(matrix.accounts[rows[row]!]!);
    } else if (cursor && event.key === ' ') {
      event.preventDefault();
      onChoose(columns[column]!);
    }
  };
  /** Scrolls no further than it must. */
  const bring = ({ row, column }: Place) => {
    const scroller = box.current!;
    const within = (at: number, length: number, from: number, room: number) =>
      at < from ? at : at + length > from + room ? at + length - room : from;
    scroller.scrollTop = within(row * high, high, scroller.scrollTop, size.height - HEADS);
    scroller.scrollLeft = within(column * wide, wide, scroller.scrollLeft, size.width - labels);
  };

  const place = hover ?? cursor;
  return (
    <div className={style.matrix}>
      <div className={style.body}>
        <div
          ref={box}
          className={style.box}
          role="grid"
          tabIndex={0}
          aria-label={label}
          aria-rowcount={rows.length}
          aria-colcount={columns.length}
          aria-activedescendant={cursor ? id : undefined}
          onScroll={soon}
          onPointerMove={moved}
          onPointerLeave={() => setHover(null)}
          onPointerDown={pressed}
          onKeyDown={onKeyDown}
        >
          <div style={{ width: labels + columns.length * wide, height: HEADS + rows.length * high }}>
            <canvas ref={canvas} className={style.canvas} aria-hidden="true" />
          </div>
          <div role="row" className="vh" aria-rowindex={(cursor?.row ?? 0) + 1}>
            <div role="gridcell" id={id} aria-colindex={(cursor?.column ?? 0) + 1}>
              {cursor ? said(matrix, rows, columns, cursor) : 'No cell is chosen: press an arrow.'}
            </div>
          </div>
        </div>
        <Strip matrix={matrix} rows={rows} columns={columns} box={box} head={HEADS} />
      </div>
      <p className={`${style.info} quiet`}>
        {place
          ? said(matrix, rows, columns, place)
          : 'Point at a cell, or move with the arrows. A click on a value keeps the accounts that show it; Enter opens the account.'}
      </p>
    </div>
  );
}

/** What stands at a place, in words. */
function said(matrix: Matrix, rows: Uint32Array, columns: readonly Column[], { row, column }: Place): string {
  const index = row < 0 ? undefined : rows[row];
  const one = column < 0 ? undefined : columns[column];
  const account =
    index === undefined
      ? undefined
      : `${cleanLine(matrix.accounts[index]!)} (${roleOf[matrix.roles[index]!] ?? '?'})`;
  if (!one) return account ?? '';
  const value = `${one.family}, ${nameOf(one)}: ${whole(one.accounts)} of ${count(matrix.accounts.length, 'account')} show it, and ${whole(one.others)} of ${whole(matrix.outside)} outside`;
  if (account === undefined) return value;
  return `${account} ${shows(matrix, index!, one.bit) ? 'shows' : 'does not show'} ${value}`;
}
