import type {
  AccountView,
  ActionSummary,
  ActionView,
  Applied,
  PlanSummary,
  PlanView,
} from '../../policy/index.ts';
import { bound, compact, count, percent, whole } from '../text/number.ts';
import { clean } from '../text/safe.ts';
import { moment } from '../text/time.ts';
import { wrap } from '../text/wrap.ts';
import type { Look } from './look.ts';
import { facts, table } from './table.ts';

const SHOWN = 20;

/** A plan, for whoever decides: whom it contains, what they notice, and what else it touches. */
export function planReport(plan: PlanView, look: Look, shown = SHOWN): string[] {
  const { paint, width } = look;
  const head = (text: string) => ['', paint('bold', `  ${text}`)];
  const { week, paying, expected_harm, left_alone } = plan;
  const more = plan.accounts.length - shown;
  return [
    `${paint('bold', plan.id)}  a plan to contain ${clean(plan.campaign)}; nothing is done yet`,
    paint('dim', '─'.repeat(width)),
    ...facts(
      [
        ['Made', `${moment(plan.at)} UTC by ${clean(plan.by)}: ${clean(plan.reason)}`],
        [
          'Verdict',
          `${plan.verdict}; a false alarm with a probability of at most ${bound(plan.error_bound)}`,
        ],
        ['Contains', count(plan.accounts.length, 'account')],
        [
          'In a week',
          `about ${whole(week.exchanges)} exchanges, ${compact(week.output_tokens)} tokens of output`,
        ],
        [
          'Paying',
          `${count(paying.accounts, 'account')}, ${whole(paying.exchanges)} exchanges of the week, ${compact(paying.output_tokens)} tokens of output`,
        ],
        [
          'If wrong',
          `${expected(expected_harm.accounts)} accounts and ${expected(expected_harm.exchanges_a_week)} exchanges a week are harmed, on average (bound × affected)`,
        ],
        ['Approval', approval(plan)],
        ...(plan.canary
          ? [
              [
                'Marks',
                `by ${plan.canary}, for at most ${count(plan.days ?? 0, 'day')}; logged before any is made`,
              ] as [string, string],
            ]
          : []),
      ],
      look,
    ),
    ...head('What would be done'),
    ...table(
      [{ head: 'grade' }, { head: 'accounts', right: true }, { head: 'what they notice' }],
      plan.grades.map(({ grade, accounts, notices }) => [grade, whole(accounts), notices]),
      look,
    ),
    ...section(
      'Left alone',
      Object.entries(left_alone),
      ([why, n]) => [why, whole(n)],
      ['why', 'accounts'],
      look,
    ),
    ...section(
      'Under a grant: never contained within it',
      plan.grants,
      g => [`${g.grant} ${g.to}`, whole(g.accounts)],
      ['grant', 'accounts'],
      look,
    ),
    ...overlap('Organisations that are hit in part', plan.companies, look),
    ...overlap('Programs that others use too', plan.tools, look),
    ...head('Accounts'),
    ...table(
      [
        { head: 'account' },
        { head: 'role' },
        { head: 'belongs', right: true },
        { head: 'grade' },
        { head: 'reference' },
      ],
      plan.accounts
        .slice(0, shown)
        .map(one => [one.account, one.role, percent(one.membership), one.grade, one.reference]),
      look,
    ),
    ...(more > 0 ? [paint('dim', `  and ${whole(more)} more; --json has all`)] : []),
    '',
    ...wrap(
      plan.needs_approval
        ? `Next, by somebody else: stillwatch contain approve ${plan.id} --by NAME --reason "…"`
        : `Next: stillwatch contain apply ${plan.id} --reason "…" (a dry run; --confirm does it)`,
      width - 2,
    ).map(line => `  ${line}`),
  ];
}

const expected = (n: number) => (n >= 10 ? whole(n) : n >= 0.01 ? n.toPrecision(2) : 'under 0.01');

function approval({ needs_approval, approvals, accounts }: PlanView): string {
  if (needs_approval) return `a second person has to approve it (${whole(accounts.length)} accounts)`;
  return approvals.length ? `by ${approvals.map(({ by }) => clean(by)).join(', ')}` : 'not needed';
}

function section<T>(
  name: string,
  rows: readonly T[],
  cells: (row: T) => [string, string],
  [first, second]: [string, string],
  look: Look,
): string[] {
  if (rows.length === 0) return [];
  return [
    '',
    look.paint('bold', `  ${name}`),
    ...table([{ head: first }, { head: second, right: true }], rows.map(cells), look),
  ];
}

function overlap(name: string, rows: PlanView['companies'], look: Look): string[] {
  if (rows.length === 0) return [];
  return [
    '',
    look.paint('bold', `  ${name}`),
    ...table(
      [{ head: 'name' }, { head: 'in the campaign', right: true }, { head: 'others', right: true }],
      rows.map(row => [row.name, whole(row.inside), whole(row.others)]),
      look,
    ),
  ];
}

export function appliedReport(applied: Applied, look: Look): string[] {
  const { action, plan, campaign, accounts, waves, until, needs_approval, dropped } = applied;
  const said = action
    ? `${look.paint('bold', action)}  contains ${count(accounts, 'account')} of ${clean(campaign)} until ${moment(until)} UTC`
    : `${look.paint('bold', 'Dry run')}  ${plan} would contain ${count(accounts, 'account')} of ${clean(campaign)} until ${moment(until)} UTC`;
  return [
    said,
    ...Object.entries(dropped).map(([why, n]) => `  left out since the plan was made: ${whole(n)} (${why})`),
    ...(waves.length > 1
      ? table(
          [{ head: 'wave' }, { head: 'from (UTC)' }, { head: 'to (UTC)' }, { head: 'accounts', right: true }],
          waves.map((wave, i) => [String(i + 1), moment(wave.from), moment(wave.to), whole(wave.accounts)]),
          look,
        )
      : []),
    '',
    action
      ? `  Undo it in one step: stillwatch contain undo ${action} --reason "…"`
      : needs_approval
        ? `  Before it can be done a second person has to approve: stillwatch contain approve ${plan} --by NAME --reason "…"`
        : '  Nothing was done. The same with --confirm does it.',
  ];
}

export function actionsReport(actions: readonly ActionSummary[], look: Look): string[] {
  if (actions.length === 0)
    return [
      'Nothing is contained, nor was. A plan is made by: stillwatch contain plan CAMPAIGN --reason "…"',
    ];
  return table(
    [
      { head: 'action' },
      { head: 'campaign' },
      { head: 'state' },
      { head: 'accounts', right: true },
      { head: 'of', right: true },
      { head: 'until (UTC)' },
    ],
    actions.map(a => [a.id, a.campaign, a.state, whole(a.begun), whole(a.began), moment(a.until)]),
    look,
  );
}

export function actionReport(action: ActionView, look: Look, shown = SHOWN): string[] {
  const more = action.contained.length - shown;
  return [
    ...actionsReport([action], look),
    '',
    ...facts(
      [
        ['Reason', clean(action.reason)],
        ['Plan', action.plan],
      ],
      look,
    ),
    '',
    ...table(
      [{ head: 'account' }, { head: 'grade' }, { head: 'reference' }, { head: 'from (UTC)' }],
      action.contained.slice(0, shown).map(one => [one.account, one.grade, one.reference, moment(one.from)]),
      look,
    ),
    ...(more > 0 ? [look.paint('dim', `  and ${whole(more)} more; --json has all`)] : []),
    ...(action.undone.length
      ? [
          '',
          look.paint('bold', `  Undone: ${count(action.undone.length, 'account')}`),
          ...table(
            [{ head: 'account' }, { head: 'at (UTC)' }, { head: 'by' }, { head: 'reason' }],
            action.undone.slice(0, shown).map(one => [one.account, moment(one.at), one.by, one.reason]),
            look,
          ),
        ]
      : []),
  ];
}

export function plansReport(plans: readonly PlanSummary[], look: Look): string[] {
  if (plans.length === 0)
    return ['There are no plans. One is made by: stillwatch contain plan CAMPAIGN --reason "…"'];
  return table(
    [
      { head: 'plan' },
      { head: 'campaign' },
      { head: 'accounts', right: true },
      { head: 'by' },
      { head: 'at (UTC)' },
      { head: 'state' },
    ],
    plans.map(plan => [
      plan.id,
      plan.campaign,
      whole(plan.accounts),
      plan.by,
      moment(plan.at),
      plan.actions.length
        ? `applied: ${plan.actions.join(', ')}`
        : plan.needs_approval
          ? 'needs approval'
          : 'ready',
    ]),
    look,
  );
}

export function accountDecisions(view: AccountView, look: Look): string[] {
  const { containments, undone, appeals, grants, attested } = view;
  const lines = [
    ...containments.map(
      one =>
        `contained by ${one.id} (${one.grade}, ${one.state}) until ${moment(one.until)} UTC; reference ${one.reference}`,
    ),
    ...undone.map(one => `undone in ${one.action} at ${moment(one.at)} UTC by ${one.by}: ${one.reason}`),
    ...appeals.map(id => `appeal ${id}`),
    ...grants.map(id => `grant ${id}`),
    ...attested.map(one => `${one.attribute}, attested by ${one.attested_by} until ${moment(one.until)} UTC`),
  ];
  return [
    look.paint('bold', clean(view.account)),
    ...(lines.length ? lines : ['nothing was decided about it']).map(line => `  ${clean(line)}`),
  ];
}
