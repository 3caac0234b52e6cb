import { type Definition, type Step, within } from './definition.ts';

/**
 * CooRTweet's: accounts with at least `participation` rows stay. Two rows are a pair if they are near, of different
 * accounts and of different content, and the object is the content of neither. A pair counts if one of its accounts
 * or both have at least `participation` rows whose content is in some pair (be it in a row that is in none itself).
 */
export const pairs = (participation: number): Definition => ({
  steps: window =>
    participation === 1
      ? [
          {
            by: 'object',
            select: rows => `SELECT *, 1 AS active FROM (${paired(window).select(rows)}) WHERE others > 0`,
          },
        ]
      : [
          {
            by: 'account',
            select:
              rows => `SELECT * EXCEPT n FROM (SELECT *, count() OVER (PARTITION BY account) AS n FROM ${rows})
              WHERE n >= ${participation}`,
          },
          paired(window),
          {
            by: 'message',
            select:
              rows => `SELECT * EXCEPT used FROM (SELECT *, max(others) OVER (PARTITION BY message) AS used FROM ${rows})
              WHERE used > 0`,
          },
          {
            by: 'account',
            select:
              rows => `SELECT * FROM (SELECT *, count() OVER (PARTITION BY account) >= ${participation} AS active FROM ${rows})
              WHERE others > 0`,
          },
        ],
  counts: () =>
    'one.account < other.account AND one.message != other.message AND (one.active OR other.active)',
  weights: rows => `SELECT a, b, count() AS weight FROM (${rows('1')}) GROUP BY a, b`,
  undirected: true,
});

/**
 * Rows with the number of `others` each makes a pair with, counted without making one: all that are near, less those of
 * the account, less those of the content, and those of both back, which were taken off twice.
 */
const paired = (window: number): Step => ({
  by: 'object',
  select: rows => {
    const near = (...same: string[]) => `countIf(apart) OVER ${within(window, 'object', ...same)}`;
    return `
      SELECT object, time, account, message, ${near()} AS near,
        if(apart, near + ${near('account', 'message')} - ${near('account')} - ${near('message')}, 0) AS others
      FROM (SELECT *, message != object AS apart FROM ${rows})`;
  },
});
