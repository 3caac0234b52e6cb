import { type Store, temporary } from '../store/index.ts';
import { copy } from './copy.ts';
import { keepRepertoires, repertoireOf } from './repertoires.ts';
import { scopeOf } from './scope.ts';
import type { Scope } from './streams.ts';
import { isTemplated, keepWords } from './words.ts';

/**
 * The requests of a scope that are made with templates, as a scope of their own: `to` is the table that holds them, each with
 * its repertoire. A template is told by its words, whatever stands between: they come back in one account's prompts again
 * and again, and in those of many accounts.
 */
export async function keepTemplated(store: Store, scope: Scope, to: string): Promise<Scope> {
  const [words, repertoires] = [temporary('words'), temporary('repertoires')];
  try {
    await keepWords(store, scope, words);
    const where = `${scope.where} AND ${isTemplated(words)}`;
    await keepRepertoires(store, { table: scope.table, where }, words, repertoires);
    await copy(store, scope.table, where, to, repertoireOf(repertoires));
  } finally {
    for (const table of [words, repertoires]) await store.command(`DROP TABLE IF EXISTS ${table}`);
  }
  const { scope: own } = await scopeOf(store, scope.until, to, 'templates');
  return own;
}
