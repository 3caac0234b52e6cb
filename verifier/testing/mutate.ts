import { isDeepStrictEqual } from 'node:util';
import type { Json } from './dossier.ts';

// Changes one thing, anywhere: in the bytes of an archive, or in a JSON document.

type Random = () => number;
const below = (next: Random, n: number): number => Math.floor(next() * n);
const pick = <T>(next: Random, list: readonly T[]): T => list[below(next, list.length)]!;

export interface MutatedBytes {
  how: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Flips, drops, swaps, truncates, duplicates or inserts; never gives the same bytes. */
export function mutateBytes(bytes: Uint8Array, next: Random): MutatedBytes {
  for (;;) {
    const at = below(next, bytes.length);
    const length = 1 + below(next, pick(next, [1, 4, 64, 2000]));
    const [before, part, after] = [
      bytes.slice(0, at),
      bytes.slice(at, at + length),
      bytes.slice(at + length),
    ];
    const kinds: Record<string, () => Uint8Array[]> = {
      flip: () => [before, part.map((byte, i) => (i === 0 ? byte ^ (1 << below(next, 8)) : byte)), after],
      drop: () => [before, after],
      truncate: () => [before],
      duplicate: () => [before, part, part, after],
      insert: () => [before, part.map(() => below(next, 256)), part, after],
      zero: () => [before, part.map(() => 0), after],
      swap: () => {
        const other = below(next, Math.max(1, at - length));
        return [
          bytes.slice(0, other),
          part,
          bytes.slice(other + part.length, at),
          bytes.slice(other, other + part.length),
          after,
        ];
      },
    };
    const how = pick(next, Object.keys(kinds));
    const mutated = new Uint8Array(Buffer.concat(kinds[how]!()));
    if (Buffer.compare(mutated, bytes) !== 0) return { how: `${how} ${length} at ${at}`, bytes: mutated };
  }
}

export interface MutatedJson {
  how: string;
  /** What was changed, such as `log.earlier[0].proof`. */
  path: string;
  value: Json;
}

/** Changes a field, an element, their number or their order; never gives the same document. */
export function mutateJson(document: Json, next: Random): MutatedJson {
  for (;;) {
    const value = structuredClone(document);
    const places: { path: string; holder: Json; key: string | number }[] = [];
    walk(value, '', places);
    // Every kind of place is as likely as every other: most places are nodes of proofs.
    const kinds = [...new Set(places.map(({ path }) => path.replace(/\d+/g, '#')))];
    const kind = pick(next, kinds);
    const { path, holder, key } = pick(
      next,
      places.filter(place => place.path.replace(/\d+/g, '#') === kind),
    );
    const how = change(holder, key, next, value, places);
    if (how && !isDeepStrictEqual(value, document)) return { how, path, value };
  }
}

function walk(
  value: Json,
  path: string,
  places: { path: string; holder: Json; key: string | number }[],
): void {
  if (value === null || typeof value !== 'object') return;
  for (const key of Object.keys(value)) {
    const at = Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key;
    places.push({ path: at, holder: value, key: Array.isArray(value) ? Number(key) : key });
    walk(value[key], at, places);
  }
}

function change(
  holder: Json,
  key: string | number,
  next: Random,
  whole: Json,
  places: readonly { holder: Json; key: string | number }[],
): string | null {
  const kind = pick(next, [
    'value',
    'value',
    'value',
    'drop',
    'duplicate',
    'swap',
    'type',
    'steal',
    'rename',
  ]);
  const old = holder[key];
  if (kind === 'value') {
    holder[key] = other(old, next);
  } else if (kind === 'drop') {
    if (Array.isArray(holder)) holder.splice(key as number, 1);
    else delete holder[key];
  } else if (kind === 'duplicate') {
    if (!Array.isArray(holder)) return null;
    holder.splice(below(next, holder.length + 1), 0, structuredClone(old));
  } else if (kind === 'swap') {
    const second = pick(next, Object.keys(holder));
    [holder[key], holder[second]] = [holder[second], old];
  } else if (kind === 'steal') {
    const from = pick(next, places);
    holder[key] = structuredClone(from.holder[from.key]);
    if (JSON.stringify(whole).length > 5e6) return null;
  } else if (kind === 'type') {
    holder[key] = pick(next, [
      null,
      0,
      1,
      '',
      'x',
      [],
      {},
      true,
      [old],
      { value: old },
      String(old),
      -1,
      2 ** 53,
      1e300,
      0.5,
    ]);
  } else {
    if (Array.isArray(holder)) return null;
    delete holder[key];
    holder[`${key}x`] = old;
  }
  return kind;
}

/** Another value of the same type. */
function other(old: Json, next: Random): Json {
  if (typeof old === 'number')
    return pick(next, [old + 1, Math.max(0, old - 1), old * 2, 0, Number.MAX_SAFE_INTEGER]);
  if (typeof old === 'boolean') return !old;
  if (typeof old === 'string') {
    const at = below(next, old.length);
    const letter = pick(next, [...'Az09+/=.—\n ']);
    return pick(next, [
      old.slice(0, at) + letter + old.slice(at + 1),
      old.slice(0, at),
      old + letter,
      old.slice(at) + old.slice(0, at),
    ]);
  }
  if (Array.isArray(old)) return pick(next, [[], [...old].reverse(), old.slice(1), [...old, ...old]]);
  return old === null ? pick(next, ['x', 0, {}]) : {};
}
