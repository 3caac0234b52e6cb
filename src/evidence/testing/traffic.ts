import type { Play } from '../../policy/testing/desk.ts';
import { send } from '../../policy/testing/desk.ts';

/** The first hour of the made-up traffic. */
export const FIRST = Date.parse('2026-04-22T00:00:00Z');
export const UNTIL = '2026-04-22T06:00:00.000Z';
const HOUR = 3_600_000;

/** An exchange as ingest is given it, and whether it is of the harvest. */
export interface Made {
  id: string;
  account: string;
  time: string;
  model: string;
  harvest: boolean;
  input: number;
  output: number;
}

/**
 * Six hours of which each account sends something in most: harvesters `h` the harvest alone, covers `c` and bystanders `b` the harvest's
 * stream and something of their own beside it, others `o` only that.
 */
export function traffic(): Made[] {
  const who = [
    ['h', 5],
    ['c', 2],
    ['b', 2],
    ['o', 9],
  ] as const;
  const accounts = who.flatMap(([letter, n]) => Array.from({ length: n }, (_, i) => `${letter}${i}`));
  let serial = 0;
  return accounts.flatMap((account, a) =>
    Array.from({ length: 6 }, (_, hour) => hour)
      .filter(hour => (a + hour) % 4 !== 0)
      .flatMap(hour =>
        Array.from({ length: 4 + ((a + hour) % 3) }, (_, n): Made => {
          const harvest = account[0] === 'h' || (account[0] !== 'o' && n % 2 === 0);
          return {
            id: `ex_${serial++}`,
            account,
            time: new Date(FIRST + hour * HOUR + n * 37_000 + a).toISOString(),
            model: n % 3 === 2 ? 'sonnet' : 'opus',
            harvest,
            input: 10 * a + n,
            output: harvest ? 100 + n : n % 2,
          };
        }),
      ),
  );
}

/** Stores it; the harvest has a system prompt of its own. */
export const sendMade = (place: Play, made: readonly Made[]): Promise<void> =>
  send(
    place,
    made.map(({ harvest, input, output, ...rest }) => ({
      ...rest,
      request: {
        system: harvest ? 'collect' : 'be kind',
        messages: [{ role: 'user', content: `say ${rest.id}` }],
      },
      response: { text: 'hello', input_tokens: input, output_tokens: output },
    })),
  );

/** SQL for the exchanges whose streams are the harvest's: the engine's hash of its system prompt is only the harvesters'. */
export const HARVEST = "system IN (SELECT system FROM exchanges WHERE account = 'h0')";

export const members = (made: readonly Made[]) =>
  [...new Set(made.map(({ account }) => account))]
    .filter(account => account[0] !== 'o')
    .map(account => ({
      account,
      role: ({ h: 'harvester', c: 'cover', b: 'bystander' } as const)[account[0] as 'h' | 'c' | 'b'],
    }));
