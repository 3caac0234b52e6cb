/** An undirected weighted graph in compressed rows; every edge is there from both of its ends. */
export interface Graph {
  nodes: number;
  start: Uint32Array;
  to: Uint32Array;
  weight: Float32Array | Float64Array;
}

/**
 * Builds a graph of rows (nodes 0 … rows - 1) and columns (the other nodes) with edges only between the two. `edgesOf`
 * is asked once for each row, in their order: rows are written where they stay, and turned round for the columns.
 *
 * @param most no more edges than this; room that is not used takes no memory.
 */
export function bipartite(
  nodes: number,
  rows: number,
  most: number,
  edgesOf: (row: number, edge: (column: number, weight: number) => void) => void,
): Graph {
  const start = new Uint32Array(nodes + 1);
  const to = new Uint32Array(2 * most);
  const weight = new Float32Array(2 * most);
  let edges = 0;
  const edge = (column: number, own: number) => {
    to[edges] = column;
    weight[edges++] = own;
    start[column + 1]!++;
  };
  for (let row = 0; row < rows; row++) {
    edgesOf(row, edge);
    start[row + 1] = edges;
  }
  for (let column = rows; column < nodes; column++) start[column + 1]! += start[column]!;
  const next = start.slice(rows, nodes);
  for (let row = 0; row < rows; row++)
    for (let e = start[row]!; e < start[row + 1]!; e++) {
      const at = next[to[e]! - rows]!++;
      to[at] = row;
      weight[at] = weight[e]!;
    }
  return { nodes, start, to: to.subarray(0, 2 * edges), weight: weight.subarray(0, 2 * edges) };
}
