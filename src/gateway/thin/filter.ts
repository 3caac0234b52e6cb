import { isRecord, type Json } from '../../ingest/index.ts';
import type { Api } from '../route.ts';
import { EventCutter } from './events.ts';
import { omitFromEvents } from './reasoning.ts';

/** Changes an answer on its way. */
export interface Filter {
  /** What of it can be sent now. */
  take(chunk: Buffer): Buffer | undefined;
  /** What is left at the end. */
  end(): Buffer | undefined;
}

/** What becomes of an event's data: what is put in before it, and it itself at the end; nothing: it is left out. */
export type Change = (event: Json) => Json[];

interface Changes {
  change: Change;
  /** What is put in before the end of the stream. */
  last?: () => Json[];
  /** Half an event, at the end, is left out: it may be half a thought, and no client can read it. */
  dropsHalf?: boolean;
}

/** A stream of events without the reasoning. Events in which there is none pass byte for byte. */
export function eventFilter(api: Api): Filter {
  const omit = omitFromEvents(api);
  const change: Change = event => [omit(event) ?? []].flat();
  return changingFilter({ change, dropsHalf: true });
}

/** A stream of events with changes; what isn't changed passes byte for byte. */
export function changingFilter(changes: Changes): Filter {
  const cutter = new EventCutter();
  const state = { named: false };
  return {
    take(chunk) {
      const kept = cutter.take(chunk).map(event => changedEvent(event, changes, state));
      return joined(kept);
    },
    end() {
      const rest = cutter.rest();
      return joined([
        ...(rest ? [changedEvent(rest, changes, state, true)] : []),
        ...(changes.last?.() ?? []).map(one => written(one, state.named)),
      ]);
    },
  };
}

/** One filter after the other. */
export const chained = (first: Filter, second: Filter): Filter => ({
  take(chunk) {
    const taken = first.take(chunk);
    return taken && second.take(taken);
  },
  end() {
    const rest = first.end();
    return joined([...(rest ? [second.take(rest)] : []), second.end()]);
  },
});

function joined(parts: readonly (Buffer | undefined)[]): Buffer | undefined {
  const kept = parts.filter(part => part !== undefined);
  return kept.length ? Buffer.concat(kept) : undefined;
}

/** An event of its own; `named`: events of this stream say their type in a line before the data. */
const written = (event: Json, named: boolean): Buffer =>
  Buffer.from(`${named ? `event: ${event['type']}\n` : ''}data: ${JSON.stringify(event)}\n\n`);

/** `cut`: the event may not be whole. */
function changedEvent(
  event: Buffer,
  { change, last, dropsHalf }: Changes,
  state: { named: boolean },
  cut = false,
): Buffer | undefined {
  const lines = event
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/);
  const data = lines.filter(line => line.startsWith('data:'));
  if (data.length === 0) return event;
  state.named = lines.some(line => line.startsWith('event:'));
  const words = data.map(line => line.slice(line[5] === ' ' ? 6 : 5)).join('\n');
  const isDone = words.trim() === '[DONE]';
  let value: unknown;
  try {
    value = JSON.parse(words);
  } catch {
    if (cut && dropsHalf && !isDone) return undefined;
    const before = isDone ? (last?.() ?? []) : [];
    return joined([...before.map(one => written(one, false)), event]);
  }
  if (!isRecord(value)) return event;
  const changed = change(value);
  const itself = changed.pop();
  if (!itself) return undefined;
  const before = changed.map(one => written(one, state.named));
  const said = JSON.stringify(itself);
  if (said === JSON.stringify(value)) return joined([...before, event]);
  const first = lines.findIndex(line => line.startsWith('data:'));
  const kept = lines.flatMap((line, i) =>
    i === first ? `data: ${said}` : line.startsWith('data:') ? [] : line,
  );
  return joined([...before, Buffer.from(kept.join('\n'))]);
}
