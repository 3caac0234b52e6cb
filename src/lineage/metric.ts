import type { Member } from './corpus.ts';
import { cholesky, forward } from './linear.ts';
import type { Point, Space } from './space.ts';

/**
 * A metric in which what comes of being a student at all (a smaller model, another base, another recipe) counts little, learnt from
 * known students less their teachers and from snapshots less their family: within-class covariance normalisation (Hatch, Kajarekar and
 * Stolcke 2006), shrunk to a multiple of the identity by its own mean eigenvalue. A linear map in the features, done in inner products:
 * with D the rows of differences, M = G − G D'(λI + D G D')⁻¹ D G.
 */
export class Metric {
  readonly #space: Space;
  readonly #rows: Difference[];
  readonly #factor: Float64Array;
  /** The members in it, size × size. */
  readonly gram: Float64Array;
  /** differences × size: what is subtracted is its square. */
  readonly #reduced: Float64Array[];

  constructor(space: Space, leftOut: ReadonlySet<string>) {
    this.#space = space;
    this.#rows = differences(space.corpus.members, leftOut);
    const { size, gram } = space;
    const n = this.#rows.length;
    const products = this.#rows.map(row => apply(row, j => gram.subarray(j * size, (j + 1) * size), size));
    const inner = new Float64Array(n * n);
    for (let a = 0; a < n; a++)
      for (let b = 0; b < n; b++)
        for (const [j, weight] of this.#rows[b]!) inner[a * n + b]! += weight * products[a]![j]!;
    let trace = 0;
    for (let a = 0; a < n; a++) trace += inner[a * n + a]!;
    for (let a = 0; a < n; a++) inner[a * n + a]! += trace / n || 1;
    this.#factor = cholesky(inner, n);
    this.#reduced = forward(this.#factor, products, n);
    this.gram = gram.slice();
    for (const row of this.#reduced)
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++) this.gram[i * size + j]! -= row[i]! * row[j]!;
  }

  /** A point's place in this metric. */
  point({ row, self }: Point): Point {
    const n = this.#rows.length;
    const own = this.#rows.map(difference => {
      let sum = 0;
      for (const [j, weight] of difference) sum += weight * row[j]!;
      return Float64Array.of(sum);
    });
    const reduced = forward(this.#factor, own, n).map(([value]) => value!);
    const out = row.slice();
    let left = self;
    for (let a = 0; a < n; a++) {
      left -= reduced[a]! ** 2;
      for (let j = 0; j < out.length; j++) out[j]! -= reduced[a]! * this.#reduced[a]![j]!;
    }
    return { row: out, self: left };
  }

  member(i: number): Point {
    const { size } = this.#space;
    return { row: this.gram.subarray(i * size, (i + 1) * size), self: this.gram[i * size + i]! };
  }
}

/** The groups that a metric learns from. Without any other it is the same metric. */
export const teachingGroups = (members: readonly Member[]): ReadonlySet<string> =>
  new Set(members.filter(teaches).map(({ group }) => group));

const teaches = ({ role }: Member): boolean => role === 'reference' || role === 'student';

/** Members and what each is multiplied by. */
type Difference = [member: number, weight: number][];

/** Each group one vote, however many models it has. */
function differences(members: readonly Member[], leftOut: ReadonlySet<string>): Difference[] {
  const families = familiesOf(members);
  const groups = new Map<string, Difference[]>();
  members.forEach((member, i) => {
    const { role, family, teachers, group } = member;
    if (leftOut.has(group) || !teaches(member)) return;
    const from = (role === 'reference' ? [family!] : teachers).flatMap(name => families.get(name) ?? []);
    if (from.length < (role === 'reference' ? 2 : 1)) return;
    const row = new Map<number, number>([[i, 1]]);
    for (const j of from) row.set(j, (row.get(j) ?? 0) - 1 / from.length);
    groups.set(group, [...(groups.get(group) ?? []), [...row]]);
  });
  return [...groups.values()].flatMap(rows =>
    rows.map(row => row.map(([i, weight]): [number, number] => [i, weight / Math.sqrt(rows.length)])),
  );
}

/** family → its snapshots, in the members' order. */
export function familiesOf(members: readonly Member[]): Map<string, number[]> {
  const families = new Map<string, number[]>();
  members.forEach(({ role, family }, i) => {
    if (role === 'reference') families.set(family!, [...(families.get(family!) ?? []), i]);
  });
  return families;
}

function apply(row: Difference, of: (j: number) => Float64Array, size: number): Float64Array {
  const out = new Float64Array(size);
  for (const [j, weight] of row) {
    const values = of(j);
    for (let k = 0; k < size; k++) out[k]! += weight * values[k]!;
  }
  return out;
}
