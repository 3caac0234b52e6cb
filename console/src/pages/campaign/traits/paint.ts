import { cleanLine } from '../../../text/clean.ts';
import { seriesColour } from '../../../ui/plot/index.ts';
import { type Column, type Matrix, nameOf, roleOf, shows } from './matrix.ts';

/** Pixels: where names stand, where heads stand, of them the band of families. */
export const [LABELS, HEADS, BAND] = [148, 148, 18];

const families = ['content', 'network', 'identity', 'client'];
/** The name of the colour of a family. */
export const familyColour = (family: string): string =>
  seriesColour(families.includes(family) ? families.indexOf(family) : families.length);

export interface Place {
  /** Among the rows that are shown. */
  row: number;
  /** Among the columns that are shown. */
  column: number;
}

export interface Scene {
  matrix: Matrix;
  rows: Uint32Array;
  columns: readonly Column[];
  chosen: ReadonlySet<string>;
  /** Pixels of a cell. */
  wide: number;
  high: number;
  /** What is pointed at, and where the keyboard is. A row or column of −1 is none. */
  hover: Place | null;
  cursor: Place | null;
}

/** How it looks: read once for a scheme, for asking the document while drawing is slow. */
export interface Look {
  colour: (name: string) => string;
  /** Names of columns as they fit. */
  heads: Map<string, string>;
}

export function lookOf(element: Element): Look {
  const style = getComputedStyle(element);
  const known = new Map<string, string>();
  return {
    heads: new Map(),
    colour: name => {
      let value = known.get(name);
      if (value === undefined) known.set(name, (value = style.getPropertyValue(`--${name}`).trim()));
      return value;
    },
  };
}

/** Draws what is in sight, and nothing else. `left`, `top`: how far it is scrolled. */
export function paint(
  draw: CanvasRenderingContext2D,
  scene: Scene,
  { colour, heads }: Look,
  { width, height, left, top }: { width: number; height: number; left: number; top: number },
): void {
  const { matrix, rows, columns, chosen, wide, high, hover, cursor } = scene;
  const x = (column: number) => LABELS + column * wide - left;
  const y = (row: number) => HEADS + row * high - top;
  const firstRow = Math.max(0, Math.floor(top / high));
  const lastRow = Math.min(rows.length, Math.ceil((top + height - HEADS) / high));
  const firstColumn = Math.max(0, Math.floor(left / wide));
  const lastColumn = Math.min(columns.length, Math.ceil((left + width - LABELS) / wide));
  draw.clearRect(0, 0, width, height);

  draw.save();
  draw.beginPath();
  draw.rect(LABELS, HEADS, width - LABELS, height - HEADS);
  draw.clip();
  draw.fillStyle = colour('hover');
  for (const place of [hover, cursor]) {
    if (!place) continue;
    if (place.row >= 0) draw.fillRect(LABELS, y(place.row), width, high);
    if (place.column >= 0) draw.fillRect(x(place.column), HEADS, wide, (lastRow - firstRow) * high);
  }
  const gap = high > 5 ? 1 : 0;
  for (let column = firstColumn; column < lastColumn; column++) {
    const { bit, family } = columns[column]!;
    const at = x(column) + 0.5;
    draw.fillStyle = colour(familyColour(family));
    for (let row = firstRow; row < lastRow; row++)
      if (shows(matrix, rows[row]!, bit)) draw.fillRect(at, y(row), wide - 1, high - gap);
  }
  if (cursor && cursor.row >= 0) {
    draw.strokeStyle = colour('ink');
    draw.lineWidth = 2;
    draw.strokeRect(x(cursor.column), y(cursor.row), wide, Math.max(3, high));
  }
  draw.restore();

  draw.textBaseline = 'middle';
  draw.font = `11px ${colour('mono')}`;
  if (high >= 10) {
    draw.save();
    draw.beginPath();
    draw.rect(0, HEADS, LABELS - 6, height - HEADS);
    draw.clip();
    for (let row = firstRow; row < lastRow; row++) {
      const index = rows[row]!;
      const isHere = hover?.row === row || cursor?.row === row;
      draw.fillStyle = colour(isHere ? 'ink' : 'quiet');
      draw.fillText(cleanLine(matrix.accounts[index]!), 16, y(row) + high / 2);
      const role = roleOf[matrix.roles[index]!];
      draw.fillStyle = colour(role === 'harvester' ? 'red' : role === 'cover' ? 'amber' : 'quiet');
      draw.fillRect(6, y(row) + high / 2 - 2.5, 5, 5);
    }
    draw.restore();
  }

  // Heads: the family as a band, and below it each value, read from below.
  draw.fillStyle = colour('card');
  draw.fillRect(LABELS, 0, width, HEADS - 1);
  draw.save();
  draw.beginPath();
  draw.rect(LABELS, 0, width - LABELS, HEADS);
  draw.clip();
  for (let column = firstColumn; column < lastColumn; column++) {
    const one = columns[column]!;
    const isChosen = chosen.has(one.key);
    const isHere = hover?.column === column || cursor?.column === column;
    if (isChosen || isHere) {
      draw.fillStyle = colour(isChosen ? 'accent-tint' : 'hover');
      draw.fillRect(x(column), BAND, wide, HEADS - BAND - 1);
    }
    draw.save();
    draw.translate(x(column) + wide / 2, HEADS - 6);
    draw.rotate(-Math.PI / 2);
    draw.font = `${isChosen ? '600 ' : ''}10.5px ${colour('font')}`;
    draw.fillStyle = colour(isChosen || isHere ? 'ink' : 'quiet');
    draw.fillText(headOf(draw, one, heads), 0, 0);
    draw.restore();
  }
  for (let column = 0; column < columns.length; ) {
    const { family } = columns[column]!;
    let end = column;
    while (end < columns.length && columns[end]!.family === family) end++;
    const [from, to] = [Math.max(LABELS, x(column)), Math.min(width, x(end))];
    if (to > from) {
      draw.fillStyle = colour(familyColour(family));
      draw.fillRect(from, BAND - 3, to - from - 2, 2);
      draw.font = `600 11px ${colour('font')}`;
      draw.fillStyle = colour('ink');
      if (to - from > 30) {
        draw.save();
        draw.beginPath();
        draw.rect(from, 0, to - from - 2, BAND);
        draw.clip();
        draw.fillText(cleanLine(family), from, BAND / 2 - 2);
        draw.restore();
      }
    }
    column = end;
  }
  draw.restore();
  draw.fillStyle = colour('line-strong');
  draw.fillRect(0, HEADS - 1, width, 1);
}

/** The name of a column, cut to where it fits. */
function headOf(draw: CanvasRenderingContext2D, column: Column, known: Map<string, string>): string {
  const before = known.get(column.key);
  if (before !== undefined) return before;
  let text = nameOf(column);
  const room = HEADS - BAND - 12;
  if (draw.measureText(text).width > room) {
    while (text && draw.measureText(`${text}…`).width > room) text = text.slice(0, -1);
    text += '…';
  }
  known.set(column.key, text);
  return text;
}
