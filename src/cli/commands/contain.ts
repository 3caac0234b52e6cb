import { userInfo } from 'node:os';
import { type Command, InvalidArgumentError } from 'commander';
import type { Desk, Grade } from '../../policy/index.ts';
import type { Io } from '../io.ts';
import { duration, list, wholeFrom, withData, withJson } from '../options.ts';
import { printJson, withStore } from '../place.ts';
import { lookOf } from '../report/look.ts';

export interface Common {
  by?: string;
  reason?: string;
  json?: boolean;
  data?: string;
}

const GRADES: Grade[] = ['verify', 'slow', 'thin', 'suspend'];
/** A plan or an action of more accounts than this is cut in a report. */
const ALL = Number.POSITIVE_INFINITY;

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
    .action((campaign: string, options: Common & { grade?: Grade; except?: string[]; membership?: number }) =>
      withDesk(io, options, async desk => {
        const { makePlan } = await import('../../policy/index.ts');
        const { reason = '', grade, except, membership } = options;
        const plan = await makePlan(desk, { campaign, reason, grade, except, membership }, whoIs(options));
        await tell(io, options, plan, r => r.planReport(plan, lookOf(io)));
      }),
    );

  withData(withJson(contain.command('show')))
    .summary('show a plan')
    .argument('<plan>', 'such as P-7Q2F9XKD')
    .option('--all', 'all of its accounts')
    .action((id: string, options: Common & { all?: boolean }) =>
      withDesk(io, options, async desk => {
        const { showPlan } = await import('../../policy/index.ts');
        const plan = await showPlan(desk, id);
        await tell(io, options, plan, r => r.planReport(plan, lookOf(io), options.all ? ALL : undefined));
      }),
    );

  acting(contain.command('approve'))
    .summary('approve a plan that somebody else made')
    .argument('<plan>', 'such as P-7Q2F9XKD')
    .action((plan: string, options: Common) =>
      withDesk(io, options, async desk => {
        const { approve } = await import('../../policy/index.ts');
        const by = whoIs(options);
        const approved = await approve(desk, { plan, reason: options.reason ?? '' }, by);
        if (options.json) return printJson(io, approved);
        io.out(`${plan} is approved by ${by}. Next: stillwatch contain apply ${plan} --reason "…"\n`);
      }),
    );

  acting(contain.command('apply'))
    .summary('contain the accounts of a plan; a dry run unless --confirm')
    .description('Says what applying a plan would do; with --confirm does it. It expires by itself.')
    .argument('<plan>', 'such as P-7Q2F9XKD')
    .option('--confirm', 'do it')
    .option('--for <time>', 'how long it lasts, such as 12h or 7d', duration, 7 * 86_400_000)
    .option('--waves <n>', 'in so many waves', wholeFrom(1, 1000), 1)
    .option(
      '--over <time>',
      'the waves together take so long, each account at a random moment of its own',
      duration,
    )
    .action(
      (plan: string, options: Common & { confirm?: boolean; for: number; waves: number; over?: number }) =>
        withDesk(io, options, async desk => {
          const { apply } = await import('../../policy/index.ts');
          const { reason = '', confirm, for: lasts, waves, over } = options;
          const applied = await apply(desk, { plan, reason, confirm, lasts, waves, over }, whoIs(options));
          await tell(io, options, applied, r => r.appliedReport(applied, lookOf(io)));
        }),
    );

  acting(contain.command('undo'))
    .summary('undo a containment, whole or for some accounts')
    .argument('<action>', 'such as A-3M1C8RZT')
    .option('--accounts <accounts>', 'only these: A,B or said several times', list)
    .action((action: string, options: Common & { accounts?: string[] }) =>
      withDesk(io, options, async desk => {
        const { undo } = await import('../../policy/index.ts');
        const { accounts, reason = '' } = options;
        const undone = await undo(desk, { action, accounts, reason }, whoIs(options));
        if (options.json) return printJson(io, undone);
        io.out(`${action}: ${undone.undone} undone, ${undone.left} still contained.\n`);
      }),
    );

  withData(withJson(contain.command('list')))
    .summary('list containments, or show one; --plans, --account')
    .argument('[action]', 'such as A-3M1C8RZT')
    .option('--plans', 'the plans')
    .option('--account <account>', 'what was decided about one account')
    .option('--all', 'all accounts of one')
    .action(
      (id: string | undefined, options: Common & { plans?: boolean; account?: string; all?: boolean }) =>
        withDesk(io, options, async desk => {
          const { listActions, listPlans, showAccount, showAction } = await import('../../policy/index.ts');
          const look = lookOf(io);
          if (options.account !== undefined) {
            const view = showAccount(desk, options.account);
            return tell(io, options, view, r => r.accountDecisions(view, look));
          }
          if (options.plans) {
            const plans = listPlans(desk);
            return tell(io, options, { plans }, r => r.plansReport(plans, look));
          }
          if (id !== undefined) {
            const action = showAction(desk, id);
            return tell(io, options, action, r =>
              r.actionReport(action, look, options.all ? ALL : undefined),
            );
          }
          const actions = listActions(desk);
          return tell(io, options, { actions }, r => r.actionsReport(actions, look));
        }),
    );
}

/** What every command that changes something takes. */
export const acting = (command: Command): Command =>
  withData(withJson(command))
    .requiredOption('--reason <text>', 'why: it stays in the audit trail')
    .option('--by <name>', 'who decides (default: the account of the operating system)');

export const whoIs = ({ by }: Common): string => by ?? userInfo().username;

/** Opens the desk; what has run out is written down on the way. */
export function withDesk<T>(io: Io, { data }: Common, work: (desk: Desk) => Promise<T>): Promise<T> {
  return withStore(io, data, async store => {
    const { Desk, expire } = await import('../../policy/index.ts');
    const desk = await Desk.open(store);
    await expire(desk);
    return work(desk);
  });
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
