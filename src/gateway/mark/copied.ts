import type { Choice } from '../../canary/index.ts';
import { isRecord, type Json, own } from '../../ingest/index.ts';

/** Characters. More than this isn't looked through, and nothing is marked in the answer. */
const MOST = 1 << 18;

/**
 * Whether an answer may have a wording from the request: a text that is to be corrected, translated or quoted, a question about the very
 * words. It has, where the request has one of the two wordings after the same word (or, at the beginning of a sentence, as it would begin one).
 */
export function copiedFrom(request: Json): (choice: Choice) => boolean {
  const said = wordsOf(request);
  if (said.length > MOST) return () => true;
  const lower = said.toLowerCase();
  const known = new Map<string, boolean>();
  return ({ pair, context }) => {
    const name = `${pair.name}\0${context}`;
    let copied = known.get(name);
    if (copied === undefined) {
      copied = pair.wordings.some(wording =>
        context === '^'
          ? said.includes(`${wording[0]!.toUpperCase()}${wording.slice(1)}`)
          : lower.includes(/^[a-z0-9,;(]/.test(context) ? `${context} ${wording}` : wording),
      );
      known.set(name, copied);
    }
    return copied;
  };
}

/** What the client wrote; what the model answered earlier is its own. */
function wordsOf(request: Json): string {
  const texts: string[] = [];
  let size = 0;
  const take = (value: unknown, depth: number): void => {
    if (size > MOST || depth > 12) return;
    if (typeof value === 'string') {
      if (value.length > 1000 && !value.includes(' ')) return; // an image, say
      texts.push(value);
      size += value.length;
    } else if (Array.isArray(value)) for (const one of value) take(one, depth + 1);
    else if (isRecord(value) && own(value, 'role') !== 'assistant')
      for (const one of Object.values(value)) take(one, depth + 1);
  };
  // `prompt` of the Responses API has what the client fills a template with.
  for (const name of ['system', 'instructions', 'messages', 'input', 'prompt']) take(own(request, name), 0);
  return texts.join('\n').replaceAll('’', "'");
}
