import { createHash } from 'node:crypto';
import { selectExchanges } from '../detect/index.ts';
import { StillwatchError } from '../errors.ts';
import { readExchange, textOf } from '../exchange/index.ts';
import type { Store } from '../store/index.ts';
import type { Excerpt } from './dossier/index.ts';

/** An excerpt, and a digest of it by which somebody says that they saw it. */
export interface Candidate {
  excerpt: Excerpt;
  digest: string;
}

/**
 * An exchange's words, out of its record in the native format. Stillwatch keeps none: whoever wants to show some brings them.
 * @param source where the text is from, for messages
 */
export function excerptOf(text: string, source: string): Candidate {
  const reading = readExchange(parsed(text));
  if (!reading.ok)
    throw new StillwatchError(
      'EXCERPT_INVALID',
      `${source} does not hold one exchange in the native format`,
      'One JSON object, as it was ingested (stillwatch schema exchange).',
    );
  const { id, time, model, request, response } = reading.exchange;
  const parts = [
    request.system ? `[system] ${textOf(request.system)}` : '',
    ...(request.messages ?? []).map(({ role, content }) => `[${role}] ${textOf(content)}`),
    request.prompt ? `[prompt] ${textOf(request.prompt)}` : '',
    response?.text ? `[answer] ${textOf(response.text)}` : '',
  ];
  const excerpt = {
    exchange: id,
    at: new Date(time).toISOString(),
    model,
    text: parts.filter(part => part !== '').join('\n\n'),
  };
  return { excerpt, digest: createHash('sha256').update(JSON.stringify(excerpt)).digest('hex').slice(0, 12) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // is refused as no object
  }
}

/** Refuses excerpts of exchanges that are not the campaign's: of a bystander's, or a customer's. */
export async function checkExcerpts(store: Store, id: string, excerpts: readonly Excerpt[]): Promise<void> {
  if (excerpts.length === 0) return;
  const selection = await selectExchanges(store, id, ['harvester', 'cover']);
  if (!selection) return;
  try {
    const ids = excerpts.map(({ exchange }) => exchange);
    const found = await store.query<{ id: string }>(
      `SELECT id FROM exchanges WHERE ${selection.where} AND id IN {ids:Array(String)}`,
      { params: { ids } },
    );
    const theirs = new Set(found.map(row => row.id));
    const other = ids.find(one => !theirs.has(one));
    if (other !== undefined)
      throw new StillwatchError(
        'EXCERPT_INVALID',
        `the exchange ${other} is not one that ${id} is claimed to have sent`,
        `Those that are: stillwatch campaigns ${id} --exchanges`,
      );
  } finally {
    await selection.drop();
  }
}
