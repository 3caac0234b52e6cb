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

/** What a verifier reads of one (docs/evidence-format.md). */
const MOST = 1_000_000;

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
    text: parts
      .filter(part => part !== '')
      .join('\n\n')
      .replace(/\p{Surrogate}/gu, '\ufffd'),
  };
  if (excerpt.text.length > MOST || excerpt.text === '')
    throw new StillwatchError(
      'EXCERPT_INVALID',
      excerpt.text === '' ? `${source} has no words` : `${source} has more than ${MOST} letters`,
      'Take another exchange of the campaign.',
    );
  return { excerpt, digest: createHash('sha256').update(JSON.stringify(excerpt)).digest('hex').slice(0, 12) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // is refused as no object
  }
}

/** Refuses excerpts of exchanges that are not the campaign's (of a bystander's, or a customer's), or are said to be other than they are stored. */
export async function checkExcerpts(store: Store, id: string, excerpts: readonly Excerpt[]): Promise<void> {
  if (excerpts.length === 0) return;
  const selection = await selectExchanges(store, id, ['harvester', 'cover']);
  if (!selection) return;
  try {
    const ids = excerpts.map(({ exchange }) => exchange);
    const found = await store.query<{ id: string; ms: number; model: string }>(
      `SELECT id, toUnixTimestamp64Milli(time) AS ms, toString(model) AS model FROM exchanges
       WHERE ${selection.where} AND id IN {ids:Array(String)}`,
      { params: { ids } },
    );
    const theirs = new Map(found.map(row => [row.id, row]));
    for (const { exchange, at, model } of excerpts) {
      const stored = theirs.get(exchange);
      if (!stored)
        throw new StillwatchError(
          'EXCERPT_INVALID',
          `the exchange ${exchange} is not one that ${id} is claimed to have sent`,
          `Those that are: stillwatch campaigns ${id} --exchanges`,
        );
      if (Number(stored.ms) !== Date.parse(at) || stored.model !== model)
        throw new StillwatchError(
          'EXCERPT_INVALID',
          `the exchange ${exchange} is stored with another time or model`,
          'Give its record as it was ingested.',
        );
    }
  } finally {
    await selection.drop();
  }
}
