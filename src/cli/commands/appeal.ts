import type { Command } from 'commander';
import type { AppealView } from '../../policy/index.ts';
import { acting, ask, asking, type Common } from '../ask.ts';
import type { Io } from '../io.ts';
import { printJson } from '../place.ts';
import { lookOf } from '../report/look.ts';
import { table } from '../report/table.ts';
import { percent, whole } from '../text/number.ts';
import { clean } from '../text/safe.ts';
import { moment } from '../text/time.ts';
import { wrap } from '../text/wrap.ts';

export function appealCommand(program: Command, io: Io): void {
  const appeal = program
    .command('appeal')
    .summary('objections of contained accounts: take, list, decide')
    .description(
      'A contained account is told a reference, and objects by it. Who decides sees what stands against the account itself. An appeal that is upheld undoes its containment at once; how often each signal was wrong is counted.',
    )
    .addHelpText(
      'after',
      `
Examples:
  stillwatch appeal file SWR-7Q2F-9XKD-3M1C-8RZT --text "we are a school"
  stillwatch appeal list
  stillwatch appeal uphold C-7Q2F9XKD --reason "it is a school"`,
    );
  asking(appeal.command('file'))
    .argument('<reference>', 'the code that the account was told')
    .requiredOption('--text <text>', 'what the account says')
    .option('--by <name>', 'who takes it down (default: the account of the operating system)')
    .action(async (reference: string, o: Common & { text: string }) => {
      const made = await ask<{ appeal: string }>(io, o, 'POST', 'appeals', { reference, text: o.text });
      if (o.json) return printJson(io, made);
      io.out(`${made.appeal} is open.\n`);
    });
  for (const [name, upheld] of [
    ['uphold', true],
    ['dismiss', false],
  ] as const)
    acting(appeal.command(name))
      .summary(upheld ? 'decide for the account; its containment is undone' : 'decide against the account')
      .argument('<appeal>', 'such as C-7Q2F9XKD')
      .action(async (id: string, o: Common) => {
        const input = { appeal: id, upheld, reason: o.reason };
        const view = await ask<AppealView>(io, o, 'POST', 'appeals/rulings', input);
        if (o.json) return printJson(io, view);
        const now = view.contained ? 'still contained' : 'not contained';
        io.out(`${id} is ${upheld ? 'upheld' : 'dismissed'}; ${clean(view.account)} is ${now}.\n`);
      });
  asking(appeal.command('list'))
    .summary('the queue, what was decided, and which evidence misleads')
    .action(async (o: Common) => {
      const told = await ask<{ appeals: AppealView[]; signals: Signal[] }>(io, o, 'GET', 'appeals', {});
      if (o.json) return printJson(io, told);
      const { appeals, signals } = told;
      if (appeals.length === 0) return io.out('There are no appeals.\n');
      const look = lookOf(io);
      const lines = appeals.flatMap(one => queued(one, look.width));
      if (signals.length)
        lines.push(
          look.paint('bold', 'Evidence that stood against accounts that appealed'),
          ...table(
            [{ head: 'signal' }, { head: 'decided', right: true }, { head: 'upheld', right: true }],
            signals.map(s => [s.signal, whole(s.rulings), whole(s.upheld)]),
            look,
          ),
        );
      io.out(`${lines.join('\n')}\n`);
    });
}

interface Signal {
  signal: string;
  rulings: number;
  upheld: number;
}

function queued(
  { id, at, account, campaign, text, ruling, evidence, contained }: AppealView,
  width: number,
): string[] {
  const state = ruling
    ? `${ruling.upheld ? 'upheld' : 'dismissed'} by ${clean(ruling.by)}: ${clean(ruling.reason)}`
    : 'open';
  const why = Object.entries(evidence?.why ?? {})
    .map(([name, value]) => `${name} ${value > 0 ? '+' : ''}${value.toFixed(1)}`)
    .join(', ');
  const place = evidence
    ? `${evidence.role} of ${campaign}, belongs ${percent(evidence.membership)}${why ? `: ${why}` : ''}`
    : `no longer in ${campaign}`;
  return [
    `${id}  ${moment(at)} UTC  ${clean(account)}  ${state}${contained ? '' : '; not contained'}`,
    ...wrap(`“${clean(text)}”`, width - 2).map(line => `  ${line}`),
    ...wrap(place, width - 2).map(line => `  ${line}`),
    '',
  ];
}
