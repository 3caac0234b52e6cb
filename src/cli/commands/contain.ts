import { type Command, InvalidArgumentError } from 'commander';
import type {
  AccountView,
  ActionSummary,
  ActionView,
  Applied,
  Grade,
  Plan,
  PlanSummary,
  PlanView,
  Undone,
} from '../../policy/index.ts';
import { acting, ask, asking, type Common } from '../ask.ts';
import type { Io } from '../io.ts';
import { duration, list, wholeFrom } from '../options.ts';
import { printJson } from '../place.ts';
import { lookOf } from '../report/look.ts';

const GRADES: Grade[] = ['mark', 'verify', 'slow', 'thin', 'suspend'];
/** A plan or an action of more accounts than this is cut in a report. */
const ALL = Number.POSITIVE_INFINITY;
const [HOUR, DAY] = [3_600_000, 86_400_000];

export function containCommand(program: Command, io: Io): void {
  const contain = program
    .command('contain')
    .summary('plan, apply and undo the containment of a campaign')
    .description(
      'Contains the accounts of a campaign: by a plan that says what it would touch, an approval by a second person above 50 accounts, and an action that expires and is undone in one step. The command line trusts whoever can write the data folder with the name they give.',
    )
    .addHelpText(
      'after',
      `
Examples:
  stillwatch contain plan SW-2026-0001 --reason "harvests reasoning"
  stillwatch contain approve P-7Q2F9XKD --by ben --reason "I looked at the evidence"
  stillwatch contain apply P-7Q2F9XKD --reason "agreed on Monday" --waves 6 --over 48h --confirm
  stillwatch contain list
  stillwatch contain undo A-3M1C8RZT --reason "an appeal was right"`,
    );

  acting(contain.command('plan'))
    .summary('make a plan of a campaign; nothing is done')
    .description(
      'Makes a plan: whom to contain and how, what each would notice, and what else it would touch.',
    )
    .argument('<campaign>', 'such as SW-2026-0001')
    .option('--grade <grade>', `${GRADES.join(', ')}, for everyone, in place of what is suggested`, grade)
    .option('--except <accounts>', 'leave these out: A,B or said several times', list)
    .option('--membership <p>', 'only who belongs at least so surely, such as 0.99', share)
    .action(
      async (campaign: string, o: Common & { grade?: Grade; except?: string[]; membership?: number }) => {
        const { reason, grade, except, membership } = o;
        const input = { campaign, reason, grade, except, membership };
        const plan = await ask<PlanView>(io, o, 'POST', 'containment/plans', input);
        await tell(io, o, plan, r => r.planReport(plan, lookOf(io)));
      },
    );

  asking(contain.command('show'))
    .summary('show a plan')
    .argument('<plan>', 'such as P-7Q2F9XKD')
    .option('--all', 'all of its accounts')
    .action(async (id: string, o: Common & { all?: boolean }) => {
      const plan = await ask<PlanView>(io, o, 'GET', 'containment/plans', { id });
      await tell(io, o, plan, r => r.planReport(plan, lookOf(io), o.all ? ALL : undefined));
    });

  acting(contain.command('approve'))
    .summary('approve a plan that somebody else made')
    .argument('<plan>', 'such as P-7Q2F9XKD')
    .action(async (plan: string, o: Common) => {
      const approved = await ask<{ approvals: Plan['approvals'] }>(io, o, 'POST', 'containment/approvals', {
        plan,
        reason: o.reason,
      });
      if (o.json) return printJson(io, approved);
      const by = approved.approvals.at(-1)?.by;
      io.out(`${plan} is approved by ${by}. Next: stillwatch contain apply ${plan} --reason "…"\n`);
    });

  acting(contain.command('apply'))
    .summary('contain the accounts of a plan; a dry run unless --confirm')
    .description('Says what applying a plan would do; with --confirm does it. It expires by itself.')
    .argument('<plan>', 'such as P-7Q2F9XKD')
    .option('--confirm', 'do it')
    .option('--for <time>', 'how long it lasts, such as 12h (7d)', duration)
    .option('--waves <n>', 'in so many waves', wholeFrom(1, 1000), 1)
    .option(
      '--over <time>',
      'the waves together take so long, each account at a random moment of its own',
      duration,
    )
    .action(
      async (plan: string, o: Common & { confirm?: boolean; for?: number; waves: number; over?: number }) => {
        const { reason, confirm, waves, over } = o;
        const times = { days: o.for && o.for / DAY, over_hours: over && over / HOUR };
        const input = { plan, reason, confirm, waves, ...times };
        const applied = await ask<Applied>(io, o, 'POST', 'containment/actions', input);
        await tell(io, o, applied, r => r.appliedReport(applied, lookOf(io)));
      },
    );

  acting(contain.command('undo'))
    .summary('undo a containment, whole or for some accounts')
    .argument('<action>', 'such as A-3M1C8RZT')
    .option('--accounts <accounts>', 'only these: A,B or said several times', list)
    .action(async (action: string, o: Common & { accounts?: string[] }) => {
      const input = { action, accounts: o.accounts, reason: o.reason };
      const undone = await ask<Undone>(io, o, 'POST', 'containment/undo', input);
      if (o.json) return printJson(io, undone);
      io.out(`${action}: ${undone.undone} undone, ${undone.left} still contained.\n`);
    });

  asking(contain.command('list'))
    .summary('list containments, or show one; --plans, --account')
    .argument('[action]', 'such as A-3M1C8RZT')
    .option('--plans', 'the plans')
    .option('--account <account>', 'what was decided about one account')
    .option('--all', 'all accounts of one')
    .action(
      async (id: string | undefined, o: Common & { plans?: boolean; account?: string; all?: boolean }) => {
        const look = lookOf(io);
        if (o.account !== undefined) {
          const view = await ask<AccountView>(io, o, 'GET', 'accounts', { account: o.account });
          return tell(io, o, view, r => r.accountDecisions(view, look));
        }
        if (o.plans) {
          const listed = await ask<{ plans: PlanSummary[] }>(io, o, 'GET', 'containment/plans', {});
          return tell(io, o, listed, r => r.plansReport(listed.plans, look));
        }
        if (id !== undefined) {
          const action = await ask<ActionView>(io, o, 'GET', 'containment/actions', { id });
          return tell(io, o, action, r => r.actionReport(action, look, o.all ? ALL : undefined));
        }
        const listed = await ask<{ actions: ActionSummary[] }>(io, o, 'GET', 'containment/actions', {});
        return tell(io, o, listed, r => r.actionsReport(listed.actions, look));
      },
    );
}

type Reports = typeof import('../report/containment.ts');

async function tell(
  io: Io,
  { json }: Common,
  document: unknown,
  lines: (reports: Reports) => string[],
): Promise<void> {
  if (json) return printJson(io, document);
  io.out(`${lines(await import('../report/containment.ts')).join('\n')}\n`);
}

function grade(text: string): Grade {
  if ((GRADES as string[]).includes(text)) return text as Grade;
  throw new InvalidArgumentError(`It is one of ${GRADES.join(', ')}.`);
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('It is a number from 0 to 1.');
  return value;
}
