// Where tiles lie, https://c2sp.org/tlog-tiles.

/** Hashes in a tile, and entries in a bundle, that is full. */
export const FULL = 256;

export type Level = number | 'entries';

/** `tile/<L>/<N>`, and `.p/<W>` behind it where it is not full yet. */
export function tilePath(level: Level, index: number, width: number): string {
  const full = `tile/${level}/${indexPath(index)}`;
  return width === FULL ? full : `${full}.p/${width}`;
}

/** 1234067 is x001/x234/067. */
function indexPath(index: number): string {
  const last = String(index % 1000).padStart(3, '0');
  let path = last;
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000))
    path = `x${String(rest % 1000).padStart(3, '0')}/${path}`;
  return path;
}

/** How many hashes a level has in a tree of `size` leaves. */
export const hashesAt = (level: number, size: number): number => Math.floor(size / FULL ** level);

/** How wide tile `index` of a level is in a tree of `size` leaves. */
export function widthAt(level: Level, index: number, size: number): number {
  return Math.min(FULL, hashesAt(level === 'entries' ? 0 : level, size) - index * FULL);
}

/** The levels that a tree of `size` leaves has tiles at. */
export function levelsOf(size: number): number {
  let levels = 0;
  while (hashesAt(levels, size) > 0) levels++;
  return levels;
}
