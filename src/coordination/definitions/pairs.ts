import { type Definition, within } from './definition.ts';

/**
 * CooRTweet's: accounts with at least `participation` rows stay. Two rows are a pair if they are near, of different
 * accounts and of different content, and the object is the content of neither. A pair counts if one of its accounts
 * or both have at least `participation` rows whose content is in some pair (be it in a row that is in none itself).
 */
export const pairs = (participation: number): Definition => ({
  columns: 'active UInt8',
  near: (stage, window) => `
    SELECT object, time, account, message, near, active
    FROM (
      SELECT *, ${participation > 1 ? `countIf(used) OVER (PARTITION BY account) >= ${participation}` : '1'} AS active
      FROM (
        SELECT *, ${participation > 1 ? 'max(others > 0) OVER (PARTITION BY message)' : '1'} AS used
        FROM (${paired(`(${taking(stage, participation)})`, window)})))
    WHERE others > 0`,
  counts: () =>
    'one.account < other.account AND one.message != other.message AND (one.active OR other.active)',
  weights: rows => `SELECT a, b, count() AS weight FROM (${rows('1')}) GROUP BY a, b`,
  undirected: true,
});

const taking = (stage: string, participation: number) =>
  participation > 1
    ? `SELECT * FROM (SELECT *, count() OVER (PARTITION BY account) AS n FROM ${stage}) WHERE n >= ${participation}`
    : `SELECT * FROM ${stage}`;

/**
 * Rows with the number of `others` each makes a pair with, counted without making one: all that are near, less those of
 * the account, less those of the content, and those of both back, which were taken off twice.
 */
const paired = (rows: string, window: number) => {
  const near = (...same: string[]) => `countIf(apart) OVER ${within(window, 'object', ...same)}`;
  return `
    SELECT object, time, account, message, ${near()} AS near,
      if(apart, near + ${near('account', 'message')} - ${near('account')} - ${near('message')}, 0) AS others
    FROM (SELECT *, message != object AS apart FROM ${rows})`;
};
