import { ActionIcon, useComputedColorScheme } from '@mantine/core';
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react';
import type Graph from 'graphology';
import { type RefObject, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type Sigma from 'sigma';
import { cleanLine } from '../../../text/clean.ts';
import { colourOf } from '../../../ui/plot/index.ts';
import type { Matrix } from '../traits/matrix.ts';
import { graphOf, isAccount, type Node, openGroup } from './drawn.ts';
import type { Infrastructure } from './groups.ts';
import style from './infrastructure.module.css';
import { layOut } from './layout.ts';
import { forcesOf } from './settle.ts';
import { type Shown, show } from './show.ts';

/** What the list beside it can ask of it. */
export interface Pointing {
  /** Shows what hangs together with a value or a group, as if it were pointed at. */
  point(id: string | undefined): void;
}

interface Props {
  label: string;
  matrix: Matrix;
  of: Infrastructure;
  /** A value's key or a group's id. */
  chosen: string | undefined;
  onChoose: (id: string | undefined) => void;
  pointing: RefObject<Pointing | null>;
}

/** How long the view takes to come closer, in milliseconds. */
const NEARER = 150;
const isStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Groups of accounts and the values that they share, drawn by WebGL. What it shows stands beside it as a list. */
export default function SharedGraph({ label, matrix, of, chosen, onChoose, pointing }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<{ sigma: Sigma<Node>; graph: Graph<Node>; shown: Shown; open: () => void } | null>(
    null,
  );
  /** Where things came to lie: the other scheme's colours move nothing. */
  const settled = useRef<{ of: Infrastructure; places: Float32Array } | null>(null);
  const [failed, setFailed] = useState(false);
  const [isSettled, setSettled] = useState(false);
  const scheme = useComputedColorScheme();
  const latest = useRef({ chosen, onChoose });
  latest.current = { chosen, onChoose };
  useImperativeHandle(pointing, () => ({ point: id => drawn.current?.shown.point(id) }), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are those of the scheme
  useEffect(() => {
    const colour = colourOf(box.current!);
    const graph = graphOf(matrix, of, colour);
    const nodes = graph.nodes();
    const forces = forcesOf(graph);
    const known = settled.current?.of === of ? settled.current.places : undefined;
    const put = (places: Float32Array) =>
      nodes.forEach((node, i) => {
        graph.mergeNodeAttributes(node, { x: places[2 * i]!, y: places[2 * i + 1]! });
      });
    if (known) put(known);
    let shown: Shown;
    try {
      shown = show(graph, box.current!, colour, () => latest.current.chosen);
    } catch {
      setFailed(true);
      return;
    }
    const { sigma } = shown;
    const open = () => {
      const [left, right] = sigma.getBBox().x;
      openGroup(graph, matrix, of, latest.current.chosen, right - left, colour);
      sigma.refresh();
    };
    drawn.current = { sigma, graph, shown, open };
    const motion = !isStill();
    const hold = () => {
      // What is opened later lies within the same frame.
      sigma.setCustomBBox(sigma.getBBox());
      setSettled(true);
      open();
    };
    const stop = known
      ? () => {}
      : layOut(forces, {
          motion,
          onPlaces(places, isLast) {
            put(places);
            sigma.refresh();
            if (!isLast) return;
            settled.current = { of, places };
            hold();
          },
        });
    if (known) hold();
    sigma.on('clickNode', ({ node }) => latest.current.onChoose(isAccount(node) ? undefined : node));
    sigma.on('clickStage', () => latest.current.onChoose(undefined));
    return () => {
      stop();
      drawn.current = null;
      sigma.kill();
    };
  }, [of, scheme]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one is open
  useEffect(() => {
    if (isSettled) drawn.current?.open();
  }, [chosen, isSettled]);

  if (failed) return <p className="quiet">This browser draws no WebGL. The list says the same.</p>;
  const nearer = (by: number) => {
    const camera = drawn.current?.sigma.getCamera();
    const duration = isStill() ? 0 : NEARER;
    if (by) camera?.animate({ ratio: camera.getBoundedRatio(camera.getState().ratio / by) }, { duration });
    else camera?.animate({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }, { duration });
  };
  return (
    <div className={style.frame}>
      <div
        ref={box}
        className={style.graph}
        data-settled={isSettled}
        role="img"
        aria-label={cleanLine(label)}
      />
      <div className={style.nearer}>
        {(
          [
            ['Closer', 1.5, IconPlus],
            ['Farther', 1 / 1.5, IconMinus],
            ['All of it', 0, IconFocusCentered],
          ] as const
        ).map(([name, by, Icon]) => (
          <ActionIcon
            key={name}
            variant="default"
            size={26}
            title={name}
            aria-label={name}
            onClick={() => nearer(by)}
          >
            <Icon size={14} />
          </ActionIcon>
        ))}
      </div>
    </div>
  );
}
