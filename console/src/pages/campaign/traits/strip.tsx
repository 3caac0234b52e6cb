import { useComputedColorScheme } from '@mantine/core';
import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { colourOf } from '../../../ui/plot/index.ts';
import { type Column, type Matrix, overview } from './matrix.ts';
import { familyColour } from './paint.ts';
import style from './traits.module.css';

interface Props {
  matrix: Matrix;
  rows: Uint32Array;
  columns: readonly Column[];
  /** What scrolls. */
  box: RefObject<HTMLDivElement | null>;
  /** Pixels of its content that do not scroll. */
  head: number;
}

/** All rows at once, at the side: where one is, and a way to anywhere. By keyboard one goes through the matrix itself. */
export function Strip({ matrix, rows, columns, box, head }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(0);
  const scheme = useComputedColorScheme();
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setHeight(Math.round(entry!.contentRect.height)));
    watch.observe(canvas.current!.parentElement!);
    return () => watch.disconnect();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are those of the scheme
  useEffect(() => {
    if (!height || !columns.length) return;
    const element = canvas.current!;
    element.width = columns.length;
    element.height = height;
    const draw = element.getContext('2d')!;
    const colour = colourOf(element);
    const image = draw.createImageData(columns.length, height);
    const shares = overview(matrix, rows, height);
    const inks = columns.map(({ family }) => {
      draw.fillStyle = colour(familyColour(family));
      return Number.parseInt(String(draw.fillStyle).slice(1), 16);
    });
    for (let line = 0; line < height; line++)
      columns.forEach(({ bit }, i) => {
        const at = (line * columns.length + i) * 4;
        const ink = inks[i]!;
        image.data[at] = ink >> 16;
        image.data[at + 1] = (ink >> 8) & 255;
        image.data[at + 2] = ink & 255;
        image.data[at + 3] = shares[line * matrix.width * 8 + bit]!;
      });
    draw.putImageData(image, 0, 0);
  }, [matrix, rows, columns, height, scheme]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows are of another height
  useEffect(() => {
    const scroller = box.current;
    if (!scroller) return;
    let asked = 0;
    const follow = () => {
      asked = 0;
      const all = Math.max(1, scroller.scrollHeight - head);
      const seen = scroller.clientHeight - head;
      const size = Math.min(1, seen / all) * height;
      frame.current!.style.height = `${Math.max(6, size)}px`;
      frame.current!.style.transform = `translateY(${(scroller.scrollTop / all) * height}px)`;
    };
    const soon = () => {
      asked ||= requestAnimationFrame(follow);
    };
    follow();
    scroller.addEventListener('scroll', soon, { passive: true });
    return () => {
      cancelAnimationFrame(asked);
      scroller.removeEventListener('scroll', soon);
    };
  }, [box, head, height, rows]);
  const go = (event: PointerEvent) => {
    if (event.type === 'pointermove' && !event.buttons) return;
    const scroller = box.current!;
    const { top } = canvas.current!.getBoundingClientRect();
    const all = scroller.scrollHeight - head;
    scroller.scrollTop = ((event.clientY - top) / height) * all - (scroller.clientHeight - head) / 2;
  };
  return (
    <div className={style.strip} aria-hidden="true" onPointerDown={go} onPointerMove={go} title="All rows">
      <canvas ref={canvas} />
      <div ref={frame} className={style.frame} />
    </div>
  );
}
