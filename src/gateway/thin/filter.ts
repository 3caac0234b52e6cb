import { isRecord } from '../../ingest/index.ts';
import type { Api } from '../route.ts';
import { EventCutter } from './events.ts';
import { type Omit, omitFromEvents } from './reasoning.ts';

/** Changes an answer on its way. */
export interface Filter {
  /** What of it can be sent now. */
  take(chunk: Buffer): Buffer | undefined;
  /** What is left at the end. */
  end(): Buffer | undefined;
}

/** A stream of events without the reasoning. Events in which there is none pass byte for byte. */
export function eventFilter(api: Api): Filter {
  const cutter = new EventCutter();
  const omit = omitFromEvents(api);
  return {
    take(chunk) {
      const kept = cutter.take(chunk).flatMap(event => changedEvent(event, omit) ?? []);
      return kept.length ? Buffer.concat(kept) : undefined;
    },
    end() {
      const rest = cutter.rest();
      return rest && changedEvent(rest, omit, true);
    },
  };
}

/** `cut`: the event may not be whole. Half an event may be half a thought, and no client can read it. */
function changedEvent(event: Buffer, omit: Omit, cut = false): Buffer | undefined {
  const lines = event
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/);
  const data = lines.filter(line => line.startsWith('data:'));
  if (data.length === 0) return event;
  const words = data.map(line => line.slice(line[5] === ' ' ? 6 : 5)).join('\n');
  let value: unknown;
  try {
    value = JSON.parse(words);
  } catch {
    return cut && words.trim() !== '[DONE]' ? undefined : event;
  }
  if (!isRecord(value)) return event;
  const changed = omit(value);
  if (!changed) return undefined;
  const said = JSON.stringify(changed);
  if (said === JSON.stringify(value)) return event;
  const first = lines.findIndex(line => line.startsWith('data:'));
  const kept = lines.flatMap((line, i) =>
    i === first ? `data: ${said}` : line.startsWith('data:') ? [] : line,
  );
  return Buffer.from(kept.join('\n'));
}
