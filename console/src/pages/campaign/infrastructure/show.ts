import Graph from 'graphology';
import Sigma from 'sigma';
import { isAccount, type Node } from './drawn.ts';
import { type Named, placeNames } from './labels.ts';

export interface Shown {
  sigma: Sigma<Node>;
  /** Shows what hangs together with this node, until another one or none is pointed at. */
  point(node: string | undefined): void;
}

/** Pixels: the letters of a name, by the size of its circle. Whole ones: each font is made ready anew. */
const lettersOf = (radius: number) => Math.min(13, 10 + Math.round(radius / 6));
/** Names are drawn of so long a text; all of it is in the list, and where it is pointed at. */
const LONG = 34;
/** Of so many neighbours each is named, however small. */
const FEW = 12;
/** Without its midst: of what is alike the ends differ. */
const cut = (text: string) =>
  text.length > LONG ? `${text.slice(0, LONG / 2)}…${text.slice(1 - LONG / 2)}` : text;

/** Makes ready to draw a graph by WebGL, and its names over it; it is drawn once it is set. Throws where there is no WebGL. */
export function show(
  graph: Graph<Node>,
  box: HTMLElement,
  colour: (name: string) => string,
  chosen: () => string | undefined,
): Shown {
  const look = Object.fromEntries(
    ['ink', 'card', 'line', 'line-strong', 'mark', 'font'].map(name => [name, colour(name)]),
  );
  let pointed: string | undefined;
  /** What all is about: what is pointed at, or else what was chosen. */
  const centre = () => [pointed, chosen()].find(node => node !== undefined && graph.hasNode(node));
  const isNear = (node: string, here: string) => node === here || graph.areNeighbors(node, here);

  const sigma = new Sigma<Node>(new Graph<Node>(), box, {
    renderLabels: false,
    labelFont: look['font']!,
    defaultEdgeColor: look['line']!,
    minEdgeThickness: 1,
    zIndex: true,
    hideEdgesOnMove: true,
    stagePadding: 36,
    minCameraRatio: 0.05,
    maxCameraRatio: 4,
    // A name in full, of what is pointed at or chosen.
    defaultDrawNodeHover: (draw, { x, y, size, label }) => {
      const text = label ?? '';
      draw.font = `600 12px ${look['font']}`;
      const wide = draw.measureText(text).width + 12;
      const { width } = sigma.getDimensions();
      const right = x + size + 4;
      const left = Math.max(
        4,
        right + wide > width ? Math.min(x - size - 4 - wide, width - wide - 4) : right,
      );
      draw.fillStyle = look['card']!;
      draw.strokeStyle = look['line-strong']!;
      draw.beginPath();
      draw.roundRect(left, y - 11, wide, 22, 4);
      draw.fill();
      draw.stroke();
      draw.fillStyle = look['ink']!;
      draw.fillText(text, left + 6, y + 4);
    },
    // Around what is looked at all else steps back.
    nodeReducer: (node, data) => {
      const here = centre();
      if (!here) return data;
      if (node === here) return { ...data, highlighted: true, zIndex: 2 };
      return isNear(node, here) ? { ...data, zIndex: 1 } : { ...data, color: look['line']!, zIndex: 0 };
    },
    edgeReducer: (edge, data) => {
      const here = centre();
      if (!here) return data;
      return graph.hasExtremity(edge, here)
        ? { ...data, color: look['mark']!, size: 1.4, zIndex: 1 }
        : { ...data, hidden: true };
    },
  });

  const widths = new Map<string, number>();
  sigma.on('afterRender', () => {
    const draw = sigma.getCanvases()['labels']!.getContext('2d')!;
    const here = centre();
    const isMany = !here || graph.degree(here) > FEW;
    const circles: Named[] = [];
    const names: (Named & { rank: number })[] = [];
    sigma.getGraph().forEachNode((node, { label, rank, namedFrom }) => {
      const data = sigma.getNodeDisplayData(node);
      if (!data) return;
      const radius = sigma.scaleSize(data.size);
      const high = lettersOf(radius);
      const text = cut(label);
      const font = `${high}px ${look['font']}`;
      const one = { text, wide: 0, high, radius, ...sigma.framedGraphToViewport(data) };
      circles.push(one);
      // Of what is looked at the name is drawn in full already.
      if (node === here || (here && (isAccount(node) || !isNear(node, here)))) return;
      if (!rank || (isMany && radius < namedFrom)) return;
      const key = `${font} ${text}`;
      let wide = widths.get(key);
      if (wide === undefined) {
        draw.font = font;
        wide = draw.measureText(text).width;
        widths.set(key, wide);
      }
      names.push({ ...one, wide, rank });
    });
    names.sort((a, b) => b.rank - a.rank);
    draw.textBaseline = 'middle';
    draw.lineJoin = 'round';
    draw.lineWidth = 3;
    draw.strokeStyle = look['card']!;
    draw.fillStyle = look['ink']!;
    for (const { text, high, left, middle } of placeNames(names, circles, sigma.getDimensions())) {
      draw.font = `${high}px ${look['font']}`;
      draw.strokeText(text, left, middle);
      draw.fillText(text, left, middle);
    }
    draw.textBaseline = 'alphabetic';
  });

  const point = (node: string | undefined) => {
    if (node === pointed) return;
    pointed = node;
    sigma.refresh({ skipIndexation: true, schedule: true });
  };
  sigma.on('enterNode', ({ node }) => point(node));
  sigma.on('leaveNode', () => point(undefined));
  return { sigma, point };
}
