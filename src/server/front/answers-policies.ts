import { z } from 'zod';
import type { Backtest } from '../../policy/index.ts';
import type { BacktestState } from '../protocol.ts';

// What is answered of backtests (answers.ts says how these are used).

const count = z.int().min(0);
const time = z.string().meta({ description: 'ISO 8601, UTC' });
const decision = z.enum(['allow', 'verify', 'slow', 'thin', 'hold', 'suspend']);
const treatment = z.object({ decision, obligations: z.array(z.string()) });

const backtest = z.object({
  from: time,
  to: time,
  accounts_seen: count,
  exchanges_seen: count,
  accounts_changed: count,
  exchanges_changed: count,
  decisions: z
    .array(z.object({ decision, before: count, after: count }))
    .meta({ description: 'exchanges by decision: under the policies in force, and under those tried' }),
  changes: z.array(z.object({ from: treatment, to: treatment, accounts: count, exchanges: count })),
  most_affected: z.array(
    z.object({ account: z.string(), exchanges: count, of: count, from: decision, to: decision }),
  ),
  notes: z.array(z.string()).meta({ description: 'what it cannot tell' }),
}) satisfies z.ZodType<Backtest>;

export const backtestState = z.object({
  id: z.string(),
  state: z.enum(['running', 'done', 'failed', 'stopped']),
  from: time,
  to: time,
  exchanges: count.meta({ description: 'decided so far' }),
  of: count.nullable().meta({ description: 'null while they are not counted' }),
  result: backtest.nullable(),
  failure: z.object({ code: z.string(), message: z.string(), mend: z.string() }).nullable(),
}) satisfies z.ZodType<BacktestState>;
