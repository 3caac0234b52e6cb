import { type Store, temporary } from '../store/index.ts';
import type { Scope } from './streams.ts';

/** What of a prompt's words is looked at: SQL for all the values of an exchange. */
export const words = {
  opening: '[opening]',
  closing: '[closing]',
  phrase: 'arrayDistinct(shingles)',
};
type Words = keyof typeof words;

/** Who uses a template uses it for so many different prompts. */
const PROMPTS = 3;
/** SQL, of exchanges of one account that show one value. */
export const isAgain = `uniqUpTo(${PROMPTS})(body) >= ${PROMPTS}`;
/** So many accounts use it so, and so great a part of all that show its words: what many say now and then is language. */
const ACCOUNTS = 8;
const SHARE = 1 / 3;
/** A request is made with a template where it begins or ends as one does, or has so many of its phrases. */
const PHRASES = 2;

/** Shorter prompts have no words to tell. */
const hasWords = 'body_bytes >= 24';

/** SQL for whether a request is made with a template; `table` holds the words of all. */
export function isTemplated(table: string): string {
  const of = (kind: Words) => `(SELECT value FROM ${table} WHERE kind = '${kind}')`;
  return `${hasWords} AND (opening IN ${of('opening')} OR closing IN ${of('closing')}
    OR arrayCount(phrase -> phrase IN ${of('phrase')}, arrayDistinct(shingles)) >= ${PHRASES})`;
}

/**
 * Keeps the words of templates: a table of `kind` and `value`. Two passes: what accounts use again and again is next to
 * nothing of all, and of that alone it is told who else shows it.
 */
export async function keepWords(store: Store, scope: Scope, table: string): Promise<void> {
  const again = temporary('again');
  const settings = { optimize_aggregation_in_order: 1 };
  try {
    for (const name of [table, again])
      await store.command(`CREATE TABLE ${name} (kind LowCardinality(String), value UInt64) ENGINE = Memory`);
    for (const [kind, sql] of Object.entries(words)) {
      const shown = `SELECT account, body, toUInt64(arrayJoin(${sql})) AS value FROM ${scope.table} WHERE ${scope.where} AND ${hasWords}`;
      await store.insertSelect(
        again,
        `SELECT '${kind}', value FROM (
           SELECT account, value FROM (${shown}) WHERE value != 0 GROUP BY account, value HAVING ${isAgain})
         GROUP BY value HAVING count() >= ${ACCOUNTS}`,
        { settings },
      );
      await store.insertSelect(
        table,
        `SELECT '${kind}', value FROM (
           SELECT account, value, ${isAgain} AS again FROM (${shown})
           WHERE value IN (SELECT value FROM ${again} WHERE kind = '${kind}') GROUP BY account, value)
         GROUP BY value HAVING countIf(again) >= ${SHARE} * count()`,
        { settings },
      );
    }
  } finally {
    await store.command(`DROP TABLE IF EXISTS ${again}`);
  }
}
