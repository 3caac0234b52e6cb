import { HOUR } from './hour.ts';

/** The settings of every statement that a key is bound to: a server's query log has bound values in its texts. */
export const unlogged = { log_queries: 0 } as const;

export interface LeavesOf {
  /** What of the leaves to select: any of hour, account, model, exchanges, input_tokens, output_tokens, commitment, salt, pseudonym, numbers, leaf. */
  select: string;
  /** Only accounts and models for which this holds, as SQL: these leaves are as in the whole tree. Of part of a leaf's exchanges its hash would be another. */
  where?: string;
  /** SQL for which exchanges are claimed: `claimed_exchanges`, `claimed_input` and `claimed_output` are how much of a leaf that is. */
  claimed?: string;
  /** In no order, where whoever reads them sorts. */
  unordered?: boolean;
}

const u64 = (value: string) => `reinterpretAsFixedString(byteSwap(toUInt64(${value})))`;

/** Numbers as the format spells them, one behind the other. */
export const numbers = (...values: string[]) =>
  `toFixedString(concat(${values.map(u64).join(', ')}), ${8 * values.length})`;

/** The hash of a leaf, of the columns beside it. */
export const LEAF = `SHA256(concat(char(0), pseudonym, ${u64('hour')}, numbers, model))`;

/**
 * SQL for the leaves of the hours from `{from:Int64}` up to, not with, `{to:Int64}` (hours since 1970), with the installation's
 * secret as `{secret:String}` in hex; in the order of the hours, and in each of the pseudonyms. Columns in bytes are FixedString:
 * `commitment` (A), `salt` (salt_L), `pseudonym` and `leaf` (its hash) have 32, `numbers` (exchanges ‖ input tokens ‖ output tokens) 24.
 */
export const hourLeavesSql = ({ select, where = '1', claimed, unordered }: LeavesOf): string => `
  SELECT ${select} FROM (
    WITH
      unhex({secret:String}) AS secret,
      SHA256(concat(SHA256(concat(secret, 'account', account)), account)) AS commitment,
      SHA256(concat(SHA256(concat(secret, 'hour', ${u64('hour')})), commitment, model)) AS salt,
      SHA256(concat(salt, commitment)) AS pseudonym,
      ${numbers('exchanges', 'input_tokens', 'output_tokens')} AS numbers
    SELECT
      hour, account, model, exchanges, input_tokens, output_tokens, commitment, salt, pseudonym, numbers,
      ${claimed ? 'claimed_exchanges, claimed_input, claimed_output,' : ''}
      ${LEAF} AS leaf
    FROM (
      SELECT account, intDiv(toUnixTimestamp64Milli(time), ${HOUR}) AS hour, toString(exchanges.model) AS model,
        count() AS exchanges, sum(exchanges.input_tokens) AS input_tokens, sum(exchanges.output_tokens) AS output_tokens
        ${claimed ? `, countIf(isClaimed) AS claimed_exchanges, sumIf(exchanges.input_tokens, isClaimed) AS claimed_input, sumIf(exchanges.output_tokens, isClaimed) AS claimed_output` : ''}
      FROM ${claimed ? `(SELECT *, (${claimed}) AS isClaimed FROM exchanges WHERE ${where}) AS exchanges` : 'exchanges'}
      WHERE time >= fromUnixTimestamp64Milli({from:Int64} * ${HOUR}, 'UTC')
        AND time < fromUnixTimestamp64Milli({to:Int64} * ${HOUR}, 'UTC') AND (${where})
      GROUP BY account, hour, model
    )
  )
  ${unordered ? '' : 'ORDER BY hour, pseudonym'}`;

export const leafParams = (secret: Buffer, from: number, to: number) => ({
  secret: secret.toString('hex'),
  from,
  to,
});
