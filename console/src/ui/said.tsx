import { clean, cleanLine } from '../text/clean.ts';

/** What a stranger wrote: as text, on its own, and nothing in it unseen. */
export function Said({ children, lines = false }: { children: string; lines?: boolean }) {
  return (
    <bdi className="said" style={lines ? { whiteSpace: 'pre-wrap' } : undefined}>
      {lines ? clean(children) : cleanLine(children)}
    </bdi>
  );
}
