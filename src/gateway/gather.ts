import { assembleEvents, isRecord, type Json, list, own, text } from '../ingest/index.ts';
import { EventCutter } from './thin/events.ts';

/**
 * Puts a stream's answer together as it passes: what is kept is about what was said, not the events, and there is next to
 * nothing left to do at the end, when others would have to wait for it.
 */
export class Gathering {
  readonly #cutter = new EventCutter();
  readonly #events: Json[] = [];
  /** What the stream itself says went wrong. */
  error: string | undefined;

  add(chunk: Buffer): void {
    for (const event of this.#cutter.take(chunk)) this.#take(event);
  }

  /** The body that it adds up to; undefined where there were no events of an API that is known. */
  body(): Json | undefined {
    const rest = this.#cutter.rest();
    if (rest) this.#take(rest);
    return assembleEvents(this.#events);
  }

  #take(bytes: Buffer): void {
    const event = eventIn(bytes);
    if (!event) return;
    const error = own(event, 'error') ?? own(own(event, 'response'), 'error');
    const type = text(own(event, 'type')) ?? '';
    if (isRecord(error) || type === 'error')
      this.error = (text(own(error, 'type')) ?? text(own(error, 'code')) ?? 'unknown').slice(0, 64);
    const last = this.#events.at(-1);
    if (last && (isNoise(event, type) || joined(last, event, type))) return;
    this.#events.push(event);
  }
}

/** The JSON of an event's data, if it is an object. */
export function eventIn(bytes: Buffer): Json | undefined {
  const said = bytes.toString('utf8');
  // Most events have one line of data.
  const start = said.indexOf('data:');
  const single = start >= 0 && said.indexOf('data:', start + 5) < 0 ? said.slice(start + 5) : undefined;
  return (single !== undefined ? parsed(single) : undefined) ?? parsed(dataOf(said));
}

const dataOf = (said: string) =>
  said
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .filter(line => line.startsWith('data:'))
    .map(line => line.slice(line[5] === ' ' ? 6 : 5))
    .join('\n');

function parsed(words: string): Json | undefined {
  if (!words.includes('{')) return undefined; // [DONE], or nothing
  try {
    const value: unknown = JSON.parse(words);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Of the Responses API's events the pieces of text and the whole responses say all that there is. */
const isNoise = (event: Json, type: string): boolean =>
  type === 'ping' ||
  (type.startsWith('response.') &&
    type !== 'response.output_text.delta' &&
    own(event, 'response') === undefined);

/** Adds a piece of text to the event before, where it only goes on with it. */
function joined(last: Json, next: Json, type: string): boolean {
  if (type === 'content_block_delta' || type === 'response.output_text.delta') {
    const same = ['type', 'index', 'output_index'].every(key => own(last, key) === own(next, key));
    if (!same) return false;
    if (type === 'response.output_text.delta') return appended(last, next, ['delta'], ['delta']);
    const [before, delta] = [own(last, 'delta'), own(next, 'delta')];
    return isRecord(before) && isRecord(delta) && own(before, 'type') === own(delta, 'type')
      ? appended(before, delta, ['text', 'thinking', 'partial_json'], ['type'])
      : false;
  }
  const [before, choice] = [list(own(last, 'choices')), list(own(next, 'choices'))];
  const [from, to] = [choice[0], before[0]];
  if (before.length !== 1 || choice.length !== 1 || !isRecord(from) || !isRecord(to)) return false;
  if (own(next, 'usage') || own(from, 'finish_reason') || own(to, 'finish_reason')) return false;
  if (own(from, 'index') !== own(to, 'index')) return false;
  const [delta, said] = [own(from, 'delta'), own(to, 'delta')];
  if (isRecord(delta) && isRecord(said))
    return appended(said, delta, ['content', 'refusal', 'reasoning_content', 'reasoning'], []);
  return delta === undefined && said === undefined && appended(to, from, ['text'], Object.keys(from));
}

/** Appends the fields that are text; false, and nothing done, where there is more to it. `known` fields may be there too. */
function appended(to: Json, from: Json, fields: readonly string[], known: readonly string[]): boolean {
  for (const key of Object.keys(from)) {
    const value = from[key];
    const goesOn = fields.includes(key) && typeof value === 'string';
    if (!goesOn && value !== null && !known.includes(key)) return false;
  }
  for (const key of fields) {
    const value = own(from, key);
    if (typeof value === 'string') to[key] = `${typeof to[key] === 'string' ? to[key] : ''}${value}`;
  }
  return true;
}
