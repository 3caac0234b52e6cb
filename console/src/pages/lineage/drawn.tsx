import { useElementSize } from '@mantine/hooks';
import type { ReactNode } from 'react';
import style from './lineage.module.css';

/** Something drawn to the width that there is. */
export function Drawn({
  label,
  height,
  children,
}: {
  label: string;
  height: number;
  children: (width: number) => ReactNode;
}) {
  const { ref, width } = useElementSize();
  return (
    <div ref={ref} className={style.drawn} style={{ height }}>
      {width > 0 ? (
        <svg width={width} height={height} role="img" aria-label={label}>
          {children(width)}
        </svg>
      ) : null}
    </div>
  );
}
