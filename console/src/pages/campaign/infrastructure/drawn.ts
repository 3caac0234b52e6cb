import Graph from 'graphology';
import { cleanLine } from '../../../text/clean.ts';
import { count } from '../../../text/number.ts';
import { type Matrix, nameOf } from '../traits/matrix.ts';
import { familyColour } from '../traits/paint.ts';
import type { Infrastructure } from './groups.ts';

/** So many accounts of an opened group are drawn. */
export const MOST_ACCOUNTS = 60;
/** The names of nodes that are accounts begin so. */
const ACCOUNT = 'account:';
export const isAccount = (node: string): boolean => node.startsWith(ACCOUNT);

/** A node as it is drawn. */
export interface Node {
  x: number;
  y: number;
  size: number;
  color: string;
  /** In full. */
  label: string;
  /** Which names are drawn first; 0: only when it is pointed at. */
  rank: number;
  /** Named only where its circle has so many pixels: for nearly all groups are small. */
  namedFrom: number;
}

/** Pixels of a group that is named. */
const GROUP_NAMED = 5;

/** Edges of what tells less than this are fainter: a part of the most that a value can tell. */
const LITTLE = 0.2;

const sizeOf = (accounts: number, most: number) => 3 + 15 * Math.sqrt(accounts / Math.max(1, most));

/** Where things lie before they are laid out: around a circle, the same way always. */
const around = (i: number, n: number, radius: number) => ({
  x: radius * Math.cos((i / n) * 2 * Math.PI),
  y: radius * Math.sin((i / n) * 2 * Math.PI),
});

/**
 * Groups of accounts and the values that they share. An edge weighs what its value tells: one that nearly all show holds nobody
 * together, and one that few show does (the inverse document frequency, as in retrieval).
 */
export function graphOf(
  matrix: Matrix,
  { values, groups }: Infrastructure,
  colour: (name: string) => string,
): Graph<Node> {
  const graph = new Graph<Node>({ type: 'undirected' });
  const most = Math.max(1, ...values.map(({ accounts }) => accounts));
  const shown = new Map(
    values.map(one => [one.key, groups.filter(group => group.values.includes(one)).length]),
  );
  const [faint, line] = [colour('line'), colour('line-strong')];
  // What no group of those that are drawn shows hangs on nothing, and is in the list alone.
  const drawn = values.filter(({ key }) => shown.get(key));
  drawn.forEach((one, i) => {
    graph.addNode(one.key, {
      ...around(i, drawn.length, 100),
      size: sizeOf(one.accounts, most),
      label: nameOf(one),
      color: colour(familyColour(one.family)),
      rank: 1 + one.accounts,
      namedFrom: 0,
    });
  });
  groups.forEach(({ id, rows, values: own }, i) => {
    const places = own.map(({ key }) => graph.getNodeAttributes(key));
    const shift = around(i, groups.length, 8);
    const mean = (axis: 'x' | 'y') =>
      places.reduce((sum, place) => sum + place[axis], 0) / (places.length || 1);
    const isOne = rows.length === 1;
    graph.addNode(id, {
      x: mean('x') + shift.x,
      y: mean('y') + shift.y,
      size: sizeOf(rows.length, most),
      label: isOne ? cleanLine(matrix.accounts[rows[0]!]!) : count(rows.length, 'account'),
      color: colour('mark'),
      rank: isOne ? 0 : rows.length / (most + 1),
      namedFrom: GROUP_NAMED,
    });
    for (const { key } of own) {
      const tells = Math.log2(groups.length / shown.get(key)!) / Math.log2(1 + groups.length);
      graph.addEdge(id, key, {
        weight: Math.log2(1 + rows.length) * (0.05 + tells),
        color: tells < LITTLE ? faint : line,
        size: 1,
      });
    }
  });
  return graph;
}

/** Puts the accounts of a chosen group around it, and takes those of another away. `width`: of all that is drawn. */
export function openGroup(
  graph: Graph<Node>,
  matrix: Matrix,
  { groups }: Infrastructure,
  chosen: string | undefined,
  width: number,
  colour: (name: string) => string,
): void {
  for (const node of graph.filterNodes(isAccount)) graph.dropNode(node);
  const group = groups.find(({ id }) => id === chosen);
  if (!group || group.rows.length < 2) return;
  const { x, y } = graph.getNodeAttributes(group.id);
  const rows = group.rows.slice(0, MOST_ACCOUNTS);
  const radius = width * 0.05 || 10;
  rows.forEach((row, i) => {
    const node = `${ACCOUNT}${row}`;
    const place = around(i, rows.length, radius * (1 + 0.25 * (i % 2)));
    graph.addNode(node, {
      x: x + place.x,
      y: y + place.y,
      size: 2.5,
      color: colour(matrix.roles[row] === 'b' ? 'quiet' : 'red'),
      label: cleanLine(matrix.accounts[row]!),
      rank: 0,
      namedFrom: 0,
    });
    graph.addEdge(group.id, node, { color: colour('line-strong') });
  });
}
