import type { CampaignAccount, Contributions } from '../../detect/index.ts';
import { clean } from '../text/safe.ts';

/** Less than this is not worth a word. */
const AGAINST = 0.1;

/** What each contribution is of, in words a reader needs no key for. */
const words: Record<string, string> = {
  prior: 'before anything is known',
  content: 'words in common',
  client: 'client in common',
  network: 'network in common',
  identity: 'sign-up in common',
  volume: 'exchanges in all',
  'daily-volume': 'exchanges a day',
  gaps: 'steadiness of its gaps',
  sittings: 'exchanges a sitting',
  standalone: 'requests that stand alone',
  'answer-length': 'length of the answers',
  spacing: 'time from one to the next',
};

export const wordsOf = (name: string): string => (Object.hasOwn(words, name) ? words[name]! : '');

/** +2.31; with a sign always, for it says which way. */
export const signed = (value: number, digits: number): string => {
  const text = Math.abs(value).toFixed(digits);
  return (value < 0 && Number(text) > 0 ? '-' : '+') + text;
};

/** The largest first, whichever way they speak; the prior is no sign of anything. */
export const reasonsOf = (why: Contributions): [name: string, adds: number][] =>
  Object.entries(why)
    .filter(([name]) => name !== 'prior')
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));

export const sumOf = (why: Contributions | undefined): number =>
  Object.values(why ?? {}).reduce((sum, adds) => sum + adds, 0);

/** As many of the main reasons as go in a line of `room` columns, and always what speaks most against. */
export function mainReasons(why: Contributions, room: number): string {
  const all = reasonsOf(why);
  const against = all.find(([, adds]) => adds <= -AGAINST);
  const chosen = against ? [against] : [];
  const line = (some: typeof all) =>
    all
      .filter(reason => some.includes(reason))
      .map(([name, adds]) => `${clean(name)} ${signed(adds, 1)}`)
      .join('  ');
  for (const reason of all) {
    if (reason === against) continue;
    if (line([...chosen, reason]).length > room) break;
    chosen.push(reason);
  }
  return line(chosen);
}

/** What decides about an account: who is set apart is so by how it is used, whatever it shares. */
export const decisive = ({ why, apart }: CampaignAccount): Contributions | undefined => apart ?? why;
