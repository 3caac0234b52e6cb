import { anthropic } from './anthropic.ts';
import { azure } from './azure.ts';
import { bedrock } from './bedrock.ts';
import type { Format, FormatReader, FormatResult } from './format.ts';
import { helicone } from './helicone.ts';
import { langfuse } from './langfuse.ts';
import { litellm } from './litellm.ts';
import { mappingFormat as mapped } from './mapping.ts';
import { native } from './native.ts';
import { openai } from './openai.ts';
import { otlp } from './otlp.ts';
import { refuse } from './outcome.ts';
import { vertex } from './vertex.ts';

export type { Format, FormatOptions, FormatReader, FormatResult } from './format.ts';
export { assembleSse } from './sse.ts';

/** In the order of detection: what can be told by one field first, what many tools imitate last. */
export const formats: readonly Format[] = [
  native,
  otlp,
  bedrock,
  azure,
  vertex,
  langfuse,
  litellm,
  helicone,
  anthropic,
  openai,
].map(steady);

/** The format that most of a file's first records look like; a record counts for the first format that it fits. */
export function detectFormat(records: readonly Record<string, unknown>[]): Format | undefined {
  const hits = new Map<Format | undefined, number>();
  for (const record of records) {
    const fits = formats.find(format => format.detect(record));
    hits.set(fits, (hits.get(fits) ?? 0) + 1);
  }
  hits.delete(undefined);
  return [...hits].reduce<[Format?, number?]>(
    (best, next) => (next[1] > (best[1] ?? 0) ? next : best),
    [],
  )[0];
}

export const formatNamed = (name: string): Format | undefined => formats.find(format => format.name === name);

/** A format made from a mapping file. Throws MAPPING_INVALID when the file is not one. */
export const mappingFormat = (json: unknown, path: string): Format => steady(mapped(json, path));

/** What to say of a record that nothing here reads. */
export const unknownFormat: FormatResult = refuse(
  'unknown-format',
  `none of ${formats.map(format => format.name).join(', ')}; name one with --format, or describe the log with --mapping (examples/mapping-flat-gateway.json is for flat gateway logs)`,
);

/**
 * JSON can be nested deeper than the stack is high (JSON.parse does not recurse, readers do). Such a record is
 * refused like any other bad one; every other error is a fault of ours and is seen.
 */
function steady(format: Format): Format {
  return {
    ...format,
    detect(record) {
      try {
        return format.detect(record);
      } catch (error) {
        if (isTooDeep(error)) return false;
        throw error;
      }
    },
    open(options): FormatReader {
      const reader = format.open(options);
      const { end } = reader;
      return {
        read: record => guarded(() => reader.read(record)),
        ...(end ? { end: () => guarded(() => end.call(reader), true) } : {}),
      };
    },
  };
}

/** `again`: what is left at the end of a file is asked for once more, as each failure takes one group with it. */
function* guarded(results: () => Iterable<FormatResult>, again = false): Iterable<FormatResult> {
  do {
    try {
      yield* results();
      return;
    } catch (error) {
      if (!isTooDeep(error)) throw error;
      yield refuse('wrong-type', 'the record is nested too deeply');
    }
  } while (again);
}

const isTooDeep = (error: unknown) => error instanceof RangeError && /call stack/i.test(error.message);
