import type { Campaign } from '../../detect/index.ts';
import type { Store } from '../../store/index.ts';

/** What an account of a campaign sent, and on which terms. */
export interface Sent {
  account: string;
  /** While the campaign ran. */
  exchanges: number;
  /** Of these, in the seven days before it was last seen; tokens too. */
  week: number;
  week_input: number;
  week_output: number;
  org: string;
  /** '' where there is no record of the account. */
  plan: string;
}

/** A campaign's accounts, as a set in SQL: the kept document has them, whatever their number. */
const ITS_ACCOUNTS = `(SELECT arrayJoin(JSONExtract(document, 'accounts', 'Array(Tuple(account String))')).1
  FROM campaigns FINAL WHERE id = {campaign:String})`;

const time = (name: string) => `parseDateTime64BestEffort({${name}:String}, 3, 'UTC')`;

/** By account, what the accounts of a campaign sent while it ran: of all that they sent, not of the harvest alone. */
export async function sentBy(
  store: Store,
  { id, first_seen, last_seen }: Campaign,
): Promise<Map<string, Sent>> {
  const params = { campaign: id, first: first_seen, last: last_seen };
  const rows = await store.query<Sent>(
    `SELECT account, count() AS exchanges, countIf(recent) AS week, sumIf(input_tokens, recent) AS week_input,
       sumIf(output_tokens, recent) AS week_output, any(org) AS org, '' AS plan
     FROM (SELECT account, org, input_tokens, output_tokens, time > ${time('last')} - INTERVAL 7 DAY AS recent FROM exchanges
       WHERE account GLOBAL IN ${ITS_ACCOUNTS} AND time >= ${time('first')} AND time <= ${time('last')})
     GROUP BY account`,
    { params },
  );
  const sent = new Map(rows.map(row => [row.account, row]));
  const records = await store.query<{ account: string; org: string; plan: string }>(
    `SELECT account, org, plan FROM accounts FINAL WHERE account GLOBAL IN ${ITS_ACCOUNTS}`,
    { params: { campaign: id } },
  );
  for (const { account, org, plan } of records) {
    const one = sent.get(account);
    if (one) Object.assign(one, { org: one.org || org, plan });
  }
  return sent;
}

export interface Overlap {
  name: string;
  /** Accounts of the campaign. */
  inside: number;
  /** Accounts that are not of it. */
  others: number;
}

const SHOWN = 10;

/**
 * Which organisations and client programs the campaign's accounts have in common with others: what a containment would hit
 * in part, and whose users may write in.
 */
export async function overlapsOf(
  store: Store,
  { id, first_seen, last_seen, accounts }: Campaign,
): Promise<{ companies: Overlap[]; tools: Overlap[] }> {
  const shared = (column: string, least: number) =>
    store.query<Overlap>(
      `SELECT name, countIf(of_it) AS inside, countIf(NOT of_it) AS others
       FROM (SELECT ${column} AS name, account, account GLOBAL IN ${ITS_ACCOUNTS} AS of_it FROM exchanges
         WHERE ${column} != '' AND time >= ${time('first')} AND time <= ${time('last')} GROUP BY name, account)
       GROUP BY name HAVING inside >= ${least} AND others > 0 ORDER BY inside DESC, name LIMIT ${SHOWN}`,
      { params: { campaign: id, first: first_seen, last: last_seen } },
    );
  return {
    companies: await shared('org', 1),
    // A program that one account in twenty has is not what they have in common.
    tools: await shared('user_agent', Math.max(2, Math.ceil(accounts.length / 20))),
  };
}
