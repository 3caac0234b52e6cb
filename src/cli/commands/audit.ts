import type { Command } from 'commander';
import type { AuditRecord } from '../../policy/index.ts';
import { ask, asking, type Common } from '../ask.ts';
import type { Io } from '../io.ts';
import { wholeFrom } from '../options.ts';
import { printJson } from '../place.ts';
import { lookOf } from '../report/look.ts';
import { table } from '../report/table.ts';
import { moment } from '../text/time.ts';

export function auditCommand(program: Command, io: Io): void {
  asking(program.command('audit'))
    .summary('the audit trail: who decided what, when and why')
    .option('--of <id>', 'only of a plan, action, hold, grant …')
    .option(
      '--kind <kind>',
      'only of one kind: plan, approval, action, undo, expiry, appeal, ruling, hold, lift, grant …',
    )
    .option('--last <n>', 'the newest so many', wholeFrom(1, 10_000), 50)
    .action(async (o: Common & { of?: string; kind?: string; last: number }) => {
      // A table has no room for what is long.
      const input = { subject: o.of, kind: o.kind, last: o.last, ...(o.json ? {} : { long: 'counted' }) };
      const told = await ask<{ records: AuditRecord[] }>(io, o, 'GET', 'audit', input);
      if (o.json) return printJson(io, told);
      if (told.records.length === 0) return io.out('The audit trail has no such record.\n');
      const rows = told.records.map(r => [moment(r.at), r.actor, r.kind, r.subject, r.reason]);
      const heads = ['at (UTC)', 'who', 'what', 'of', 'why'].map(head => ({ head }));
      io.out(`${table(heads, rows, lookOf(io)).join('\n')}\n`);
    });
}
