import { useComputedColorScheme } from '@mantine/core';
import Graph from 'graphology';
import { useEffect, useRef, useState } from 'react';
import Sigma from 'sigma';
import { cleanLine } from '../../../text/clean.ts';
import { count } from '../../../text/number.ts';
import { colourOf } from '../../../ui/plot/index.ts';
import { type Matrix, nameOf } from '../traits/matrix.ts';
import { familyColour } from '../traits/paint.ts';
import type { Infrastructure } from './groups.ts';
import style from './infrastructure.module.css';
import { layOut } from './layout.ts';

/** So many accounts of an opened group are drawn. */
export const MOST_ACCOUNTS = 60;
const STEPS = 240;
/** The names of nodes that are accounts begin so. */
const ACCOUNT = 'account:';

interface Props {
  label: string;
  matrix: Matrix;
  of: Infrastructure;
  /** A value's key or a group's id. */
  chosen: string | undefined;
  onChoose: (id: string | undefined) => void;
}

const sizeOf = (accounts: number, most: number) => 3 + 15 * Math.sqrt(accounts / Math.max(1, most));

/** A name as it fits beside a circle; the list has all of it. */
const cut = (name: string) => (name.length > 30 ? `${name.slice(0, 29)}…` : name);

/** Where things lie before they are laid out: around a circle, the same way always. */
const around = (i: number, n: number, radius: number) => ({
  x: radius * Math.cos((i / n) * 2 * Math.PI),
  y: radius * Math.sin((i / n) * 2 * Math.PI),
});

function graphOf({ values, groups }: Infrastructure, colour: (name: string) => string): Graph {
  const graph = new Graph({ type: 'undirected' });
  const most = Math.max(1, ...values.map(({ accounts }) => accounts));
  values.forEach((one, i) => {
    graph.addNode(one.key, {
      ...around(i, values.length, 100),
      size: sizeOf(one.accounts, most),
      label: cut(nameOf(one)),
      color: colour(familyColour(one.family)),
      forceLabel: i < 12,
    });
  });
  groups.forEach(({ id, rows, values: own }, i) => {
    const places = own.map(({ key }) => graph.getNodeAttributes(key));
    const shift = around(i, groups.length, 8);
    const mean = (axis: 'x' | 'y') =>
      places.reduce((sum, place) => sum + place[axis], 0) / (places.length || 1);
    graph.addNode(id, {
      x: mean('x') + shift.x,
      y: mean('y') + shift.y,
      size: sizeOf(rows.length, most),
      label: count(rows.length, 'account'),
      color: colour('mark'),
    });
    for (const { key } of own)
      graph.addEdge(id, key, { weight: Math.log2(1 + rows.length), color: colour('line'), size: 0.6 });
  });
  return graph;
}

/** Groups of accounts and the values that they share, drawn by WebGL. What it shows stands beside it as a list. */
export default function SharedGraph({ label, matrix, of, chosen, onChoose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const shown = useRef<{ sigma: Sigma; graph: Graph; stop: () => void } | null>(null);
  const [failed, setFailed] = useState(false);
  const scheme = useComputedColorScheme();
  const choose = useRef(onChoose);
  choose.current = onChoose;
  const latest = useRef(chosen);
  latest.current = chosen;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are those of the scheme
  useEffect(() => {
    const colour = colourOf(box.current!);
    const graph = graphOf(of, colour);
    let sigma: Sigma;
    try {
      sigma = new Sigma(graph, box.current!, {
        labelColor: { color: colour('ink') },
        labelFont: colour('font'),
        labelSize: 11,
        labelRenderedSizeThreshold: 7,
        labelDensity: 0.6,
        defaultEdgeColor: colour('line'),
        zIndex: true,
        hideEdgesOnMove: true,
        minCameraRatio: 0.05,
        maxCameraRatio: 4,
        defaultDrawNodeHover: (draw, data, settings) => {
          const text = data.label ?? '';
          draw.font = `600 12px ${settings.labelFont}`;
          const wide = draw.measureText(text).width + 12;
          draw.fillStyle = colour('card');
          draw.strokeStyle = colour('line-strong');
          draw.beginPath();
          draw.roundRect(data.x + data.size + 4, data.y - 11, wide, 22, 4);
          draw.fill();
          draw.stroke();
          draw.fillStyle = colour('ink');
          draw.fillText(text, data.x + data.size + 10, data.y + 4);
        },
        // Around what is chosen all else steps back.
        nodeReducer: (node, data) => {
          const here = latest.current;
          if (!here || !graph.hasNode(here)) return data;
          if (node === here) return { ...data, highlighted: true, zIndex: 2 };
          return graph.areNeighbors(node, here)
            ? { ...data, forceLabel: !node.startsWith(ACCOUNT), zIndex: 1 }
            : { ...data, color: colour('line-strong'), label: null, zIndex: 0 };
        },
        edgeReducer: (edge, data) => {
          const here = latest.current;
          if (!here || !graph.hasNode(here)) return data;
          return graph.hasExtremity(edge, here)
            ? { ...data, color: colour('mark'), size: 1.4, zIndex: 1 }
            : { ...data, hidden: true };
        },
      });
    } catch {
      setFailed(true);
      return;
    }
    const stop = layOut(graph, STEPS, () => sigma.refresh());
    sigma.on('clickNode', ({ node }) => choose.current(node.startsWith(ACCOUNT) ? undefined : node));
    sigma.on('clickStage', () => choose.current(undefined));
    shown.current = { sigma, graph, stop };
    open(shown.current, matrix, of, latest.current, colour);
    return () => {
      shown.current?.stop();
      shown.current = null;
      sigma.kill();
    };
  }, [of, scheme]);
  useEffect(() => {
    if (shown.current) open(shown.current, matrix, of, chosen, colourOf(box.current!));
  }, [chosen, of, matrix]);
  if (failed) return <p className="quiet">This browser draws no WebGL. The list says the same.</p>;
  return <div ref={box} className={style.graph} role="img" aria-label={cleanLine(label)} />;
}

/** Puts the accounts of a chosen group around it, and takes those of another away. */
function open(
  { sigma, graph }: { sigma: Sigma; graph: Graph },
  matrix: Matrix,
  { groups }: Infrastructure,
  chosen: string | undefined,
  colour: (name: string) => string,
): void {
  for (const node of graph.filterNodes(node => node.startsWith(ACCOUNT))) graph.dropNode(node);
  const group = groups.find(({ id }) => id === chosen);
  if (group) {
    const { x, y } = graph.getNodeAttributes(group.id) as { x: number; y: number };
    const rows = group.rows.slice(0, MOST_ACCOUNTS);
    const extent = sigma.getBBox();
    const radius = (extent.x[1] - extent.x[0]) * 0.07 || 10;
    rows.forEach((row, i) => {
      const node = `${ACCOUNT}${row}`;
      const place = around(i, rows.length, radius * (1 + 0.25 * (i % 2)));
      graph.addNode(node, {
        x: x + place.x,
        y: y + place.y,
        size: 2.5,
        color: colour(matrix.roles[row] === 'b' ? 'quiet' : 'red'),
        label: cleanLine(matrix.accounts[row]!),
      });
      graph.addEdge(group.id, node, { color: colour('line') });
    });
  }
  sigma.refresh();
}
