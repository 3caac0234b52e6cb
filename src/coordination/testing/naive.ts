import type { CoSharing, Edge } from '../index.ts';
import type { Share } from './shares.ts';

/** Both definitions by their words, over every pair of rows: what the engine's answer is compared with. */
export function naive(shares: readonly Share[], wanted: CoSharing): Edge[] {
  const weights =
    wanted.counting === 'messages'
      ? byMessages(shares, wanted.window)
      : byPairs(shares, wanted.window, wanted.participation ?? 1);
  return [...weights]
    .map(([key, weight]) => ({ ...(JSON.parse(key) as { a: string; b: string }), weight }))
    .filter(({ weight }) => weight >= (wanted.least ?? 1))
    .sort((x, y) => compare(x.a, y.a) || compare(x.b, y.b));
}

const compare = (x: string, y: string) => Buffer.compare(Buffer.from(x), Buffer.from(y));
/** In milliseconds: what is exactly a window apart is near. */
const near = (x: Share, y: Share, window: number) =>
  x.object === y.object &&
  Math.abs(Math.round(x.at * 1000) - Math.round(y.at * 1000)) <= Math.round(window * 1000);

function byMessages(shares: readonly Share[], window: number): Map<string, number> {
  const rows = shares.filter(
    (one, i) => shares.findIndex(first => first.message === one.message && first.object === one.object) === i,
  );
  const found = new Map<string, Set<string>>();
  for (const one of rows)
    for (const other of rows) {
      if (one.account === other.account || one.message === other.message || !near(one, other, window))
        continue;
      const key = JSON.stringify({ a: one.account, b: other.account });
      found.set(key, (found.get(key) ?? new Set()).add(one.message));
    }
  return new Map([...found].map(([key, messages]) => [key, messages.size]));
}

function byPairs(shares: readonly Share[], window: number, participation: number): Map<string, number> {
  const rowsOf = (account: string, rows: readonly Share[]) =>
    rows.filter(row => row.account === account).length;
  const rows = shares.filter(({ account }) => rowsOf(account, shares) >= participation);
  const pairs = rows.flatMap((one, i) =>
    rows
      .slice(i + 1)
      .filter(
        other =>
          near(one, other, window) &&
          one.account !== other.account &&
          one.message !== other.message &&
          one.object !== one.message &&
          one.object !== other.message,
      )
      .map(other => [one, other] as const),
  );
  const contents = new Set(pairs.flat().map(({ message }) => message));
  const used = rows.filter(({ message }) => contents.has(message));
  const weights = new Map<string, number>();
  for (const [one, other] of pairs) {
    if (Math.max(rowsOf(one.account, used), rowsOf(other.account, used)) < participation) continue;
    const [a, b] = [one.account, other.account].sort(compare);
    const key = JSON.stringify({ a, b });
    weights.set(key, (weights.get(key) ?? 0) + 1);
  }
  return weights;
}
