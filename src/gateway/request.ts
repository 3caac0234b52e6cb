import { isRecord, type Json, list, modelIn, own, text } from '../ingest/index.ts';
import { decoded, isCoded } from './coding.ts';
import type { Obligations } from './obligations.ts';
import type { Api } from './route.ts';

/** A body as JSON, if it is an object. */
export async function parsedBody(
  bytes: Buffer,
  codings: string | undefined,
  limit: number,
): Promise<Json | undefined> {
  try {
    const plain = isCoded(codings) ? await decoded(bytes, codings, limit) : bytes;
    const value: unknown = JSON.parse(plain.toString('utf8').replace(/^\uFEFF/, ''));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Azure names the model in the address. */
export const modelOf = (body: Json | undefined, url: string): string | undefined =>
  (text(own(body, 'model')) ?? modelIn(url))?.slice(0, 512);

const capFields: Record<Api, [first: string, ...others: string[]]> = {
  chat: ['max_completion_tokens', 'max_tokens'],
  completions: ['max_tokens'],
  responses: ['max_output_tokens'],
  messages: ['max_tokens'],
};

/** The request as it may be sent: with a lower cap, and not asking for reasoning. The same object where nothing changes. */
export function thinned(body: Json, api: Api, { cap, omitReasoning }: Obligations): Json {
  let changed = body;
  if (cap !== undefined) changed = capped(changed, api, cap);
  if (omitReasoning) changed = unreasoned(changed, api);
  return changed;
}

function capped(body: Json, api: Api, cap: number): Json {
  const names = capFields[api];
  const given = names.filter(name => own(body, name) !== undefined && own(body, name) !== null);
  const changed = { ...body };
  for (const name of given.length ? given : [names[0]]) {
    const asked = Number(own(body, name) ?? Number.NaN);
    changed[name] = asked <= cap ? own(body, name) : cap;
  }
  // Thinking counts towards the output, and may not be all of it.
  const thinking = own(body, 'thinking');
  const budget = Number(own(thinking, 'budget_tokens') ?? 0);
  if (isRecord(thinking) && budget >= cap) {
    if (cap > 1024) changed['thinking'] = { ...thinking, budget_tokens: 1024 };
    else delete changed['thinking'];
  }
  return changed;
}

/** Only what the client itself asked for is taken back: a parameter that an upstream does not know may be an error. */
function unreasoned(body: Json, api: Api): Json {
  const changed = { ...body };
  if (api === 'messages') {
    delete changed['thinking'];
    return changed;
  }
  if (own(body, 'include_reasoning') !== undefined) changed['include_reasoning'] = false;
  const reasoning = own(body, 'reasoning');
  if (isRecord(reasoning)) {
    const { summary: _, generate_summary: __, ...kept } = reasoning;
    changed['reasoning'] = own(reasoning, 'exclude') === undefined ? kept : { ...kept, exclude: true };
  }
  const include = list(own(body, 'include'));
  if (include.length) changed['include'] = include.filter(what => !/^reasoning\./.test(text(what) ?? ''));
  return changed;
}
