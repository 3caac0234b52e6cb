import { type Definition, type Step, within } from './definition.ts';

/**
 * The Coordination Network Toolkit's (co-link): of rows with the same message and object the first stays. An edge from
 * A to B weighs as many messages of A as have a row of B near one of theirs. That two near rows of different accounts
 * are of different messages need not be asked: a message has one row an object.
 */
export const messages: Definition = {
  steps: window => [paired(window), counted],
  // Of several near shares of B the first stands for all, so that a message counts once without being remembered …
  counts: window => `one.account != other.account AND other.previous < one.time - ${window}`,
  // … unless it has several objects. Only such are grouped by message.
  weights: pairs => `
    SELECT a, b, count() AS weight
    FROM (
      SELECT a, b FROM (${pairs('NOT several')})
      UNION ALL
      SELECT a, b FROM (${pairs('several')}) GROUP BY a, b, message)
    GROUP BY a, b`,
  undirected: false,
};

const NEVER = 'toInt64(-9223372036854775808)';

/** First rows, with how many are near and when the account shared the object before. */
const paired = (window: number): Step => ({
  by: 'object',
  select: rows => `
    SELECT object, time, account, message, near,
      lagInFrame(time, 1, ${NEVER}) OVER (PARTITION BY object, account ORDER BY time
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS previous
    FROM (
      SELECT object, time, account, message, count() OVER ${within(window, 'object')} - 1 AS near
      FROM (
        SELECT object, time, account, message,
          row_number() OVER (PARTITION BY object, message ORDER BY place, time, account) AS nth
        FROM ${rows})
      WHERE nth = 1)
    WHERE near > 0`,
});

/** Whether the message has several objects. */
const counted: Step = {
  by: 'message',
  select: rows => `SELECT *, count() OVER (PARTITION BY message) > 1 AS several FROM ${rows}`,
};
