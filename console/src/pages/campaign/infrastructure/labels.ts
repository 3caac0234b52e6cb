// Names beside circles, so that none lies on another: the heaviest first, and one that finds no room is left out. The list beside the
// graph has all of them.

/** A circle with its name, in pixels. */
export interface Named {
  text: string;
  /** The text's width. */
  wide: number;
  /** The letters' height. */
  high: number;
  x: number;
  y: number;
  radius: number;
}

/** A name and where it begins, at half of its height. */
export interface Placed extends Named {
  left: number;
  middle: number;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Pixels: between a circle and its name, around a name, and of a cell of the grid. */
const [GAP, ROOM, CELL] = [4, 2, 48];

/** Boxes by the cells that they touch. */
class Grid {
  readonly #cells = new Map<string, Box[]>();

  isFree(box: Box): boolean {
    for (const cell of cellsOf(box))
      for (const other of this.#cells.get(cell) ?? [])
        if (
          box.left < other.right &&
          box.right > other.left &&
          box.top < other.bottom &&
          box.bottom > other.top
        )
          return false;
    return true;
  }

  add(box: Box): void {
    for (const cell of cellsOf(box)) {
      const there = this.#cells.get(cell);
      if (there) there.push(box);
      else this.#cells.set(cell, [box]);
    }
  }
}

function* cellsOf({ left, right, top, bottom }: Box): Generator<string> {
  for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++)
    for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) yield `${x} ${y}`;
}

/** Circles from so many pixels on count for more than dots, and so many names find a place though it be on a circle. */
const [LARGE, FIRST] = [5, 12];

/**
 * A place for each name beside its circle: on nothing; else on dots; and of the first few else on circles, but never on a name.
 *
 * @param names of these, the most important first
 * @param circles all that are drawn
 */
export function placeNames(
  names: readonly Named[],
  circles: readonly { x: number; y: number; radius: number }[],
  { width, height }: { width: number; height: number },
): Placed[] {
  const [large, dots, taken] = [new Grid(), new Grid(), new Grid()];
  for (const { x, y, radius } of circles)
    (radius < LARGE ? dots : large).add({
      left: x - radius,
      right: x + radius,
      top: y - radius,
      bottom: y + radius,
    });
  const placed: Placed[] = [];
  names.forEach((one, i) => {
    const places = placesBeside(one).filter(
      ({ box }) => box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height,
    );
    const kept = [[taken, large, dots], [taken, large], ...(i < FIRST ? [[taken]] : [])]
      .map(grids => places.find(({ box }) => grids.every(grid => grid.isFree(box))))
      .find(place => place);
    if (!kept) return;
    taken.add(kept.box);
    placed.push({ ...one, left: kept.left, middle: kept.middle });
  });
  return placed;
}

/** Right of its circle, left of it, below, above. */
function placesBeside({ x, y, radius, wide, high }: Named) {
  const beside = radius + GAP;
  return [
    [x + beside, y] as const,
    [x - beside - wide, y] as const,
    [x - wide / 2, y + beside + high / 2] as const,
    [x - wide / 2, y - beside - high / 2] as const,
  ].map(([left, middle]) => ({
    left,
    middle,
    box: {
      left: left - ROOM,
      right: left + wide + ROOM,
      top: middle - high / 2 - ROOM,
      bottom: middle + high / 2 + ROOM,
    },
  }));
}
