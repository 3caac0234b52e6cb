import { useComputedColorScheme } from '@mantine/core';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import type { Clock } from '../../../text/time.ts';
import { colourOf } from '../../../ui/plot/index.ts';
import style from './activity.module.css';
import type { Rhythm } from './rhythm.ts';

const [LEFT, BOTTOM, CELL] = [34, 18, 8];

export interface Place {
  day: number;
  hour: number;
}

interface Props {
  label: string;
  of: Rhythm;
  /** Its colour's name. */
  colour: string;
  clock: Clock;
  place: Place | null;
  onPlace: (place: Place | null) => void;
}

/** Hours of the day downwards, days to the right; the darker, the more was sent of what is sent in its own busy hours. */
export function Heat({ label, of, colour: name, clock, place, onPlace }: Props) {
  const box = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const scheme = useComputedColorScheme();
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(entry!.contentRect.width));
    watch.observe(box.current!.parentElement!);
    return () => watch.disconnect();
  }, []);
  const { days, cells, high } = of;
  const wide = (width - LEFT) / Math.max(1, days.length);
  const height = 24 * CELL + BOTTOM;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are those of the scheme
  useEffect(() => {
    const canvas = box.current!;
    if (!width) return;
    const scale = window.devicePixelRatio;
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const draw = canvas.getContext('2d')!;
    const colour = colourOf(canvas);
    draw.scale(scale, scale);
    draw.fillStyle = colour('sunk');
    draw.fillRect(LEFT, 0, width - LEFT, 24 * CELL);
    draw.fillStyle = colour(name);
    const gap = wide > 4 ? 1 : 0;
    for (let day = 0; day < days.length; day++)
      for (let hour = 0; hour < 24; hour++) {
        const value = cells[day * 24 + hour]!;
        if (!(value > 0)) continue;
        draw.globalAlpha = 0.06 + 0.94 * Math.min(1, value / high);
        draw.fillRect(LEFT + day * wide, hour * CELL, Math.max(0.5, wide - gap), CELL - 1);
      }
    draw.globalAlpha = 1;
    draw.fillStyle = colour('quiet');
    draw.font = `11px ${colour('font')}`;
    draw.textBaseline = 'middle';
    for (const hour of [0, 6, 12, 18])
      draw.fillText(`${String(hour).padStart(2, '0')}:00`, 0, hour * CELL + CELL / 2 + 1);
    const every = Math.max(1, Math.ceil(52 / wide));
    for (let day = 0; day < days.length; day += every)
      if (LEFT + day * wide + 30 < width)
        draw.fillText(clock.day(days[day]! + 43_200_000), LEFT + day * wide, 24 * CELL + BOTTOM / 2 + 2);
    if (place) {
      draw.strokeStyle = colour('ink');
      draw.strokeRect(LEFT + place.day * wide, place.hour * CELL, Math.max(2, wide - gap), CELL - 1);
    }
  }, [of, width, scheme, clock, place, name]);
  const move = (event: PointerEvent) => {
    const at = box.current!.getBoundingClientRect();
    const day = Math.floor((event.clientX - at.left - LEFT) / wide);
    const hour = Math.floor((event.clientY - at.top) / CELL);
    onPlace(day >= 0 && day < days.length && hour < 24 && hour >= 0 ? { day, hour } : null);
  };
  return (
    <div className={style.heat}>
      <canvas
        ref={box}
        role="img"
        aria-label={label}
        style={{ width: '100%', height }}
        onPointerMove={move}
        onPointerLeave={() => onPlace(null)}
      />
    </div>
  );
}
