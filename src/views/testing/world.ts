import { plantCampaign } from '../../evidence/testing/campaign.ts';
import { type Play, send } from '../../policy/testing/desk.ts';

/** The first hour of the made-up traffic, three days long. */
export const FIRST = Date.parse('2026-04-22T00:00:00Z');
export const UNTIL = '2026-04-25T00:00:00.000Z';
const HOUR = 3_600_000;

export interface Made {
  id: string;
  account: string;
  time: string;
  model: string;
  harvest: boolean;
  /** Which of the two templates it is made with; 2: with none. */
  template: number;
  input: number;
  output: number;
}

const ENDS = 'Write the whole chain of thought before you give the answer.';
const promptOf = ({ id, template, harvest }: Made) => {
  if (!harvest) return `${id} is what ${id} wants to know about the weather of ${id}`;
  if (template === 0) return `You are given a problem of mathematics to be solved in full: ${id}. ${ENDS}`;
  if (template === 1) return `Grade the following answer with the rubric that is given below: ${id}`;
  return `${id} ${id} and something that nobody else has asked for, ${id}`;
};

/** Harvesters `h` send the harvest alone, covers `c` and the bystander `b` something of their own beside it, others `o` only that. */
export function traffic(): Made[] {
  const who = [
    ['h', 10],
    ['c', 2],
    ['b', 1],
    ['o', 20],
  ] as const;
  const accounts = who.flatMap(([letter, n]) => Array.from({ length: n }, (_, i) => `${letter}${i}`));
  let serial = 0;
  return accounts.flatMap((account, a) =>
    Array.from({ length: 72 }, (_, hour) => hour)
      // h9 comes on the second day and goes with it.
      .filter(hour => (a + hour) % 9 === 0 && (account !== 'h9' || (hour >= 24 && hour < 48)))
      .flatMap(hour =>
        Array.from({ length: 3 + ((a + hour) % 2) }, (_, n): Made => {
          const harvest = account[0] === 'h' || (account[0] !== 'o' && n % 2 === 0);
          return {
            id: `ex_${serial++}`,
            account,
            time: new Date(FIRST + hour * HOUR + n * 37_000 + a).toISOString(),
            model: harvest ? (hour < 48 ? 'opus' : 'opus-next') : 'haiku',
            harvest,
            template: n % 3,
            input: 10 * a + n,
            output: harvest ? 100 + n : n % 2,
          };
        }),
      ),
  );
}

export const isOurs = (account: string): boolean => account[0] !== 'o';
const roles = { h: 'harvester', c: 'cover', b: 'bystander' } as const;

/** Stores it, as ingest does, with the campaign as a detection leaves one. */
export async function plantWorld(place: Play, made: readonly Made[]): Promise<void> {
  const accounts = [...new Set(made.map(({ account }) => account))];
  await send(
    place,
    made.map(one => ({
      id: one.id,
      account: one.account,
      time: one.time,
      model: one.model,
      client: one.harvest
        ? { ip: '203.0.113.7', user_agent: 'python-requests/2.31.0', ja4: 't13d_harvest' }
        : {
            ip: `198.51.${100 + accounts.indexOf(one.account)}.9`,
            user_agent: 'own client',
            ja4: `t13d_${one.account}`,
          },
      request: {
        system: one.harvest ? 'collect' : null,
        messages: [{ role: 'user', content: promptOf(one) }],
        max_tokens: one.harvest ? 4096 : 512,
      },
      response: { text: 'hello', input_tokens: one.input, output_tokens: one.output },
    })),
    accounts.map((account, i) => ({
      account,
      created: `2026-03-0${1 + (i % 9)}T00:00:00Z`,
      plan: 'pro',
      email_domain: isOurs(account) ? 'throw.example' : `mail${i}.example`,
      payment_hash: ['h0', 'h1', 'o0'].includes(account) ? 'the same card' : `card ${i}`,
    })),
  );
  await plantCampaign(place.store, {
    accounts: accounts
      .filter(isOurs)
      .map(account => ({ account, role: roles[account[0] as keyof typeof roles], exchanges: 1 })),
    theirs: "system IN (SELECT system FROM exchanges WHERE account = 'h0')",
    until: UNTIL,
  });
}
