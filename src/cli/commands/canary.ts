import type { Command } from 'commander';
import type { CanaryView, PlanView } from '../../policy/index.ts';
import { acting, ask, asking, type Common } from '../ask.ts';
import type { Io } from '../io.ts';
import { duration, list, withData } from '../options.ts';
import { printJson } from '../place.ts';
import { lookOf } from '../report/look.ts';

const DAY = 86_400_000;

export function canaryCommand(program: Command, io: Io): void {
  const canary = program
    .command('canary')
    .summary('mark the answers that a campaign harvests, to know its student by')
    .description(
      'Prepares marks in the answers to a campaign’s harvesters: among wordings that say the same, a secret key chooses. A model that was taught on them chooses alike. Plans are approved, applied, listed and undone as any other containment.',
    )
    .addHelpText(
      'after',
      `
Examples:
  stillwatch canary plan SW-2026-0001 --for 14d --reason "to know its student by"
  stillwatch contain approve P-7Q2F9XKD --by ben --reason "I looked at the evidence"
  stillwatch contain apply P-7Q2F9XKD --reason "agreed on Monday" --confirm
  stillwatch canary list
  stillwatch lineage test --suspect answers.jsonl --references references/ --canary K-3M1C8RZT
  stillwatch contain undo A-3M1C8RZT --reason "no longer needed"

What marks are, and what your terms have to say of them: docs/canary.md.`,
    );

  acting(canary.command('plan'))
    .summary('plan to mark the answers to a campaign’s harvesters; nothing is done')
    .description(
      'Makes a plan: whose answers would be marked, by which canary, and what else that touches. Only harvesters are ever marked. The transparency log commits to the key before any answer is. Somebody else has to approve the plan, whatever its size.',
    )
    .argument('<campaign>', 'such as SW-2026-0001')
    .option('--for <time>', 'how long at most, such as 30d (14d)', duration)
    .option('--except <accounts>', 'leave these out: A,B or said several times', list)
    .option(
      '--new-key',
      'another key than earlier plans of the campaign have: after that was shown to somebody',
    )
    .action(async (campaign: string, o: Common & { for?: number; except?: string[]; newKey?: boolean }) => {
      const { reason, except, newKey: new_key } = o;
      const input = {
        campaign,
        reason,
        grade: 'mark',
        except,
        days: o.for && o.for / DAY,
        new_key,
      };
      const plan = await ask<PlanView>(io, o, 'POST', 'containment/plans', input);
      if (o.json) return printJson(io, plan);
      const [{ planReport }, { exampleReport }] = await Promise.all([
        import('../report/containment.ts'),
        import('../report/canary.ts'),
      ]);
      io.out(`${[...planReport(plan, lookOf(io)), ...exampleReport(lookOf(io))].join('\n')}\n`);
    });

  asking(canary.command('list'))
    .summary('list canaries and the plans that mark by them')
    .action(async (o: Common) => {
      const listed = await ask<{ canaries: CanaryView[] }>(io, o, 'GET', 'canaries', {});
      if (o.json) return printJson(io, listed);
      const { canariesReport } = await import('../report/canary.ts');
      io.out(`${canariesReport(listed.canaries, lookOf(io)).join('\n')}\n`);
    });

  withData(canary.command('open'))
    .summary('write a canary’s key to a file, for somebody who is to check a test')
    .description(
      'Writes the key of a canary, and where the log commits to it, to a file that its owner alone can read. Whoever has it can find the marks, and take them out: plan with --new-key from then on.',
    )
    .argument('<canary>', 'such as K-3M1C8RZT')
    .requiredOption('--out <file>', 'where to; it must not be there yet')
    .action(async (id: string, o: { data?: string; out: string }) => {
      const { openTo } = await import('./canary-test.ts');
      io.out(await openTo(id, o, io));
    });
}
