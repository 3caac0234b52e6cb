import { cleanLine } from '../../../text/clean.ts';
import { seriesColour } from '../../../ui/plot/index.ts';
import { type Column, type Matrix, roleOf, shows, traitName } from './matrix.ts';

/** Pixels: where heads stand; of them the band of families, and below it that of traits. */
export const [HEADS, BAND, TRAITS] = [152, 18, 16];

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
  /** Pixels: where names stand, and of a cell. */
  labels: number;
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
  const { matrix, rows, columns, chosen, labels, wide, high, hover, cursor } = scene;
  const x = (column: number) => labels + column * wide - left;
  const y = (row: number) => HEADS + row * high - top;
  const firstRow = Math.max(0, Math.floor(top / high));
  const lastRow = Math.min(rows.length, Math.ceil((top + height - HEADS) / high));
  const firstColumn = Math.max(0, Math.floor(left / wide));
  const lastColumn = Math.min(columns.length, Math.ceil((left + width - labels) / wide));
  draw.clearRect(0, 0, width, height);

  draw.save();
  draw.beginPath();
  draw.rect(labels, HEADS, width - labels, height - HEADS);
  draw.clip();
  draw.fillStyle = colour('hover');
  for (const place of [hover, cursor]) {
    if (!place) continue;
    if (place.row >= 0) draw.fillRect(labels, y(place.row), width, high);
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
    draw.rect(0, HEADS, labels - 6, height - HEADS);
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
  draw.fillRect(labels, 0, width, HEADS - 1);
  draw.save();
  draw.beginPath();
  draw.rect(labels, 0, width - labels, HEADS);
  draw.clip();
  for (let column = firstColumn; column < lastColumn; column++) {
    const one = columns[column]!;
    const isChosen = chosen.has(one.key);
    const isHere = hover?.column === column || cursor?.column === column;
    if (isChosen || isHere) {
      draw.fillStyle = colour(isChosen ? 'accent-tint' : 'hover');
      draw.fillRect(x(column), BAND + TRAITS, wide, HEADS - BAND - TRAITS - 1);
    }
    draw.save();
    draw.translate(x(column) + wide / 2, HEADS - 6);
    draw.rotate(-Math.PI / 2);
    draw.font = `${isChosen ? '600 ' : ''}10.5px ${colour('font')}`;
    draw.fillStyle = colour(isChosen || isHere ? 'ink' : 'quiet');
    draw.fillText(headOf(draw, one, heads), 0, 0);
    draw.restore();
  }
  for (const [{ family }, start, end] of runs(columns, ({ family }) => family)) {
    const [from, to] = [Math.max(labels, x(start)), Math.min(width, x(end))];
    draw.fillStyle = colour(familyColour(family));
    draw.fillRect(from, BAND - 3, to - from - 2, 2);
    draw.font = `600 11px ${colour('font')}`;
    draw.fillStyle = colour('ink');
    within(draw, cleanLine(family), from, to, BAND / 2 - 2);
  }
  draw.font = `10.5px ${colour('font')}`;
  for (const [one, start, end] of runs(columns, ({ trait }) => trait)) {
    const [from, to] = [Math.max(labels, x(start)), Math.min(width, x(end))];
    draw.fillStyle = colour('line-strong');
    if (start > firstColumn) draw.fillRect(x(start) - 0.5, BAND + 2, 1, HEADS - BAND - 3);
    draw.fillStyle = colour('quiet');
    within(draw, traitName(one), from + 3, to, BAND + TRAITS / 2);
  }
  draw.restore();
  draw.fillStyle = colour('line-strong');
  draw.fillRect(0, HEADS - 1, width, 1);
}

/** Columns next to each other of which something is the same: the first of them, where they begin, and where they end. */
function* runs(
  columns: readonly Column[],
  of: (column: Column) => string,
): Generator<[column: Column, from: number, to: number]> {
  for (let from = 0; from < columns.length; ) {
    let to = from + 1;
    while (to < columns.length && of(columns[to]!) === of(columns[from]!)) to++;
    yield [columns[from]!, from, to];
    from = to;
  }
}

/** Text from one place to another, and no further. */
function within(draw: CanvasRenderingContext2D, text: string, from: number, to: number, y: number): void {
  if (to - from < 12) return;
  draw.save();
  draw.beginPath();
  draw.rect(from, y - 9, to - from - 3, 18);
  draw.clip();
  draw.fillText(text, from, y);
  draw.restore();
}

/** The value of a column, cut to where it fits. */
function headOf(draw: CanvasRenderingContext2D, column: Column, known: Map<string, string>): string {
  const before = known.get(column.key);
  if (before !== undefined) return before;
  let text = cleanLine(column.value);
  const room = HEADS - BAND - TRAITS - 12;
  if (draw.measureText(text).width > room) {
    while (text && draw.measureText(`${text}…`).width > room) text = text.slice(0, -1);
    text += '…';
  }
  known.set(column.key, text);
  return text;
}
