import { isRecord, type Json, list, own, text } from '../ingest/index.ts';
import { decoded, isCoded } from './coding.ts';
import type { Obligations } from './obligations.ts';
import type { Api } from './route.ts';
import { saysModelTwice } from './twice.ts';

/** A body as far as it is JSON. */
export interface Read {
  /** The value, where it is an object. */
  json?: Json | undefined;
  /** It is no JSON of any kind. */
  broken: boolean;
  /** It says twice which model it is for. */
  twice: boolean;
}

export async function readJson(bytes: Buffer, codings: string | undefined, limit: number): Promise<Read> {
  try {
    const plain = isCoded(codings) ? await decoded(bytes, codings, limit) : bytes;
    const written = plain.toString('utf8').replace(/^\uFEFF/, '');
    const value: unknown = JSON.parse(written);
    return isRecord(value)
      ? { json: value, broken: false, twice: saysModelTwice(written) }
      : { broken: false, twice: false };
  } catch {
    return { broken: true, twice: false };
  }
}

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
  const changed = { ...body };
  const given = names.filter(name => own(body, name) !== undefined);
  const said = given.filter(name => own(body, name) !== null);
  // Null is no limit to some servers; beside another limit it is left out, for not every server takes two.
  for (const name of given) if (said.length && !said.includes(name)) delete changed[name];
  for (const name of said.length ? said : [given[0] ?? names[0]]) {
    const asked = own(body, name);
    changed[name] = typeof asked === 'number' && asked > 0 && asked <= cap ? asked : cap;
  }
  // Each of several answers would have the whole cap.
  for (const name of ['n', 'best_of']) if (own(body, name) !== undefined) changed[name] = 1;
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
