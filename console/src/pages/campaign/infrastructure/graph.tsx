import { ActionIcon, useComputedColorScheme } from '@mantine/core';
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react';
import { type RefObject, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { cleanLine } from '../../../text/clean.ts';
import { colourOf } from '../../../ui/plot/index.ts';
import type { Matrix } from '../traits/matrix.ts';
import { graphOf, isAccount, openGroup } from './drawn.ts';
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

interface Drawn extends Shown {
  /** Puts the accounts of what is chosen around it. */
  open(): void;
  /** Nothing moves any more. */
  hold(): void;
}

/** How long the view takes to come closer, in milliseconds. */
const NEARER = 150;
const nextFrame = () => new Promise(requestAnimationFrame);
const isStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Groups of accounts and the values that they share, drawn by WebGL. What it shows stands beside it as a list. */
export default function SharedGraph({ label, matrix, of, chosen, onChoose, pointing }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn | null>(null);
  /** Where things came to lie: the other scheme's colours move nothing. */
  const settled = useRef<{ of: Infrastructure; places: Float32Array } | null>(null);
  const [failed, setFailed] = useState(false);
  const [isSettled, setSettled] = useState(false);
  const scheme = useComputedColorScheme();
  const latest = useRef({ chosen, onChoose });
  latest.current = { chosen, onChoose };
  useImperativeHandle(pointing, () => ({ point: id => drawn.current?.point(id) }), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are those of the scheme
  useEffect(() => {
    const ends: (() => void)[] = [];
    let isOff = false;
    // One thing a frame: the graph, then WebGL, then both together. Each of them takes milliseconds.
    const begin = async () => {
      await nextFrame();
      if (isOff) return;
      const colour = colourOf(box.current!);
      const graph = graphOf(matrix, of, colour);
      const nodes = graph.nodes();
      const put = (places: Float32Array) => {
        nodes.forEach((node, i) => {
          graph.mergeNodeAttributes(node, { x: places[2 * i]!, y: places[2 * i + 1]! });
        });
        drawn.current?.sigma.refresh();
        if (settled.current?.of === of) drawn.current?.hold();
      };
      if (settled.current?.of === of) put(settled.current.places);
      else
        ends.push(
          layOut(forcesOf(graph), {
            motion: !isStill(),
            onPlaces(places, isLast) {
              if (isLast) settled.current = { of, places };
              put(places);
            },
          }),
        );
      await nextFrame();
      if (isOff) return;
      const shown = show(graph, box.current!, colour, () => latest.current.chosen);
      const { sigma } = shown;
      ends.push(() => sigma.kill());
      await nextFrame();
      if (isOff) return;
      sigma.setGraph(graph);
      const open = () => {
        const [left, right] = sigma.getBBox().x;
        openGroup(graph, matrix, of, latest.current.chosen, right - left, colour);
        sigma.refresh();
      };
      const hold = () => {
        // What is opened later lies within the same frame.
        sigma.setCustomBBox(sigma.getBBox());
        open();
        setSettled(true);
      };
      drawn.current = { sigma, point: shown.point, open, hold };
      if (settled.current?.of === of) hold();
      sigma.on('clickNode', ({ node }) => latest.current.onChoose(isAccount(node) ? undefined : node));
      sigma.on('clickStage', () => latest.current.onChoose(undefined));
    };
    begin().catch(() => setFailed(true));
    return () => {
      isOff = true;
      drawn.current = null;
      setSettled(false);
      for (const end of ends) end();
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
