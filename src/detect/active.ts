import { rows, type Store } from '../store/index.ts';
import type { Slice } from './slices.ts';
import { HOURS, PARTS, periodPart, type Scope, type Streams, streamKey } from './streams.ts';

/** Seconds. */
const HOUR = 3600;

/**
 * When accounts are active, whatever they send then: an hour in which an account sends anything counts once, shared by its streams
 * as they sent in it. A worker takes a batch of a queue and sends it in minutes; each of its requests says the same of when it works.
 * @returns row-major, `streams.count` × HOURS and × PARTS: hours of activity by hour of the day, and by part of the time looked at
 */
export async function loadActive(
  store: Store,
  scope: Scope,
  contexts: string,
  slices: readonly Slice[],
  { count, find }: Pick<Streams, 'count' | 'find'>,
): Promise<{ activeHours: Float32Array; activeParts: Float32Array }> {
  const [activeHours, activeParts] = [new Float32Array(count * HOURS), new Float32Array(count * PARTS)];
  for (const { where, params } of slices) {
    const answer = store.stream(activeSql(scope, contexts, where), 'RowBinary', { params });
    for await (const { key, hours, parts } of rows(answer, reader => ({
      key: [reader.u32(), reader.u32()] as const,
      hours: reader.f32s(),
      parts: reader.f32s(),
    }))) {
      const s = find(...key);
      // Of what came since the streams were read.
      if (s < 0) continue;
      activeHours.set(hours, s * HOURS);
      activeParts.set(parts, s * PARTS);
    }
  }
  return { activeHours, activeParts };
}

function activeSql(scope: Scope, contexts: string, slice: string): string {
  const sums = (bin: string, bins: number) =>
    `[${Array.from({ length: bins }, (_, i) => `toFloat32(sumIf(share, ${bin} = ${i}))`).join(', ')}]`;
  return `
    SELECT key, ${sums(`hour % ${HOURS}`, HOURS)}, ${sums(periodPart(`${HOUR} * hour`, scope), PARTS)}
    FROM (
      SELECT key, hour, n / sum(n) OVER (PARTITION BY account, hour) AS share
      FROM (
        SELECT account, ${streamKey(scope, contexts)} AS key, toInt64(intDiv(toUnixTimestamp(time), ${HOUR})) AS hour, count() AS n
        FROM ${scope.table} WHERE ${scope.where} AND ${slice}
        GROUP BY account, key, hour))
    GROUP BY key`;
}
