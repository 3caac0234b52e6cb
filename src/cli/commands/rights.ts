import type { Command } from 'commander';
import type { Attestation, GrantView, Hold } from '../../policy/index.ts';
import { acting, ask, asking, type Common } from '../ask.ts';
import type { Io } from '../io.ts';
import { list, time, wholeFrom } from '../options.ts';
import { printJson } from '../place.ts';
import { lookOf } from '../report/look.ts';
import { table } from '../report/table.ts';
import { whole } from '../text/number.ts';
import { moment } from '../text/time.ts';

// Model holds, grants for authorised distillation, and attestations of eligibility.

export function holdCommand(program: Command, io: Io): void {
  const hold = program
    .command('hold')
    .summary('hold a model back, by law or by choice')
    .description(
      'Holds a model back: from everyone, from a channel, or from accounts that lack an attested eligibility. Legal eligibility is policy, not evidence: it comes from attestations alone (stillwatch attest), never from an address, a name or a language.',
    )
    .addHelpText(
      'after',
      `
Examples:
  stillwatch hold set opus-5 --basis "export rule 12(3)" --lacking us-person --reason "counsel, 12 June"
  stillwatch hold lift H-7Q2F9XKD --reason "rule withdrawn"`,
    );
  acting(hold.command('set'))
    .argument('<model>', 'the model, or * for all')
    .requiredOption('--basis <text>', 'the legal basis, in words: who is refused may be told')
    .option('--channel <channel>', 'only requests of this channel')
    .option('--lacking <eligibility>', 'only accounts that lack this eligibility')
    .option('--from <time>', 'when it begins (now)', time)
    .option('--until <time>', 'when it ends (until it is lifted)', time)
    .action(async (model: string, o: Common & Given) => {
      const { basis, channel, lacking, reason } = o;
      const from = (o.from ?? new Date()).toISOString();
      const until = o.until?.toISOString() ?? null;
      const input = { model, basis, channel, lacking, from, until, reason };
      const made = await ask<{ hold: string }>(io, o, 'POST', 'holds', input);
      said(io, o, made, `${made.hold} holds ${model} back.`);
    });
  acting(hold.command('lift'))
    .argument('<hold>', 'such as H-7Q2F9XKD')
    .action(async (hold: string, o: Common) => {
      const done = await ask(io, o, 'POST', 'holds/lift', { hold, reason: o.reason });
      said(io, o, done, `${hold} is lifted.`);
    });
  listing(
    hold,
    io,
    'holds',
    ['hold', 'model', 'who', 'from (UTC)', 'until (UTC)', 'by', 'basis'],
    (h: Hold & Made & { lifted?: string }) => [
      h.id,
      h.model,
      [h.channel && `channel ${h.channel}`, h.lacking && `without ${h.lacking}`].filter(Boolean).join(', ') ||
        'everyone',
      moment(h.from),
      h.lifted ? `lifted ${moment(h.lifted)}` : h.until ? moment(h.until) : 'it is lifted',
      h.by,
      h.basis,
    ],
  );
}

export function grantCommand(program: Command, io: Io): void {
  const grant = program
    .command('grant')
    .summary('authorise distillation, and see how much of a grant is used')
    .description(
      'Authorises distillation: who, with which accounts, which models, how much, from when to when, what for, by which contract. What is granted is never contained as a harvest; what goes beyond it is said to.',
    );
  acting(grant.command('add'))
    .requiredOption('--to <name>', 'who it is granted to')
    .requiredOption('--accounts <accounts>', 'A,B or said several times', list)
    .requiredOption('--models <models>', 'A,B or * for all', list)
    .requiredOption('--volume <n>', 'how many exchanges', wholeFrom(1, Number.MAX_SAFE_INTEGER))
    .requiredOption('--until <time>', 'when it ends', time)
    .requiredOption('--purpose <text>', 'what for')
    .requiredOption('--contract <reference>', 'the reference of the contract')
    .option('--from <time>', 'when it begins (now)', time)
    .action(async (o: Common & Granting) => {
      const { to, accounts, models, volume, purpose, contract, reason } = o;
      const from = (o.from ?? new Date()).toISOString();
      const until = o.until.toISOString();
      const input = { to, accounts, models, volume, purpose, contract, from, until, reason };
      const made = await ask<{ grant: string }>(io, o, 'POST', 'grants', input);
      said(io, o, made, `${made.grant} authorises ${to} until ${moment(until)} UTC.`);
    });
  acting(grant.command('revoke'))
    .argument('<grant>', 'such as G-7Q2F9XKD')
    .action(async (grant: string, o: Common) => {
      const done = await ask(io, o, 'POST', 'grants/revoke', { grant, reason: o.reason });
      said(io, o, done, `${grant} is revoked.`);
    });
  listing(
    grant,
    io,
    'grants',
    ['grant', 'to', 'used', 'of', 'beyond', 'until (UTC)', 'contract', 'purpose'],
    (g: GrantView) => [
      g.id,
      g.to,
      whole(g.used),
      whole(g.volume),
      whole(g.beyond),
      g.revoked ? `revoked ${moment(g.revoked)}` : moment(g.until),
      g.contract,
      g.purpose,
    ],
  );
}

export function attestCommand(program: Command, io: Io): void {
  const attest = program
    .command('attest')
    .summary('write down who attests that an account is eligible')
    .description('Attestations of eligibility: the only thing that a hold looks at to let somebody through.');
  acting(attest.command('add'))
    .argument('<account>')
    .argument('<eligibility>', 'such as us-person')
    .requiredOption('--attested-by <name>', 'who attests it')
    .requiredOption('--until <time>', 'when it runs out', time)
    .action(async (account: string, attribute: string, o: Common & { attestedBy: string; until: Date }) => {
      const { reason, attestedBy, until } = o;
      const input = { account, attribute, attested_by: attestedBy, until: until.toISOString(), reason };
      const made = await ask(io, o, 'POST', 'attestations', input);
      said(io, o, made, `${account} is ${attribute}, attested by ${attestedBy}.`);
    });
  acting(attest.command('withdraw'))
    .argument('<account>')
    .argument('<eligibility>', 'such as us-person')
    .action(async (account: string, attribute: string, o: Common) => {
      const input = { account, attribute, reason: o.reason };
      const taken = await ask(io, o, 'POST', 'attestations/withdraw', input);
      said(io, o, taken, `${attribute} of ${account} is withdrawn.`);
    });
  listing(
    attest,
    io,
    'attestations',
    ['account', 'eligibility', 'attested by', 'until (UTC)', 'written by'],
    (a: Attestation & Made) => [a.account, a.attribute, a.attested_by, moment(a.until), a.by],
  );
}

interface Made {
  id: string;
  by: string;
}

interface Given {
  basis: string;
  channel?: string;
  lacking?: string;
  from?: Date;
  until?: Date;
}

interface Granting {
  to: string;
  accounts: string[];
  models: string[];
  volume: number;
  until: Date;
  from?: Date;
  purpose: string;
  contract: string;
}

function listing<T>(
  parent: Command,
  io: Io,
  name: string,
  heads: string[],
  cells: (one: T) => string[],
): void {
  asking(parent.command('list'))
    .summary(`list ${name}`)
    .action(async (o: Common) => {
      const told = await ask<Record<string, T[]>>(io, o, 'GET', name, {});
      const rows = told[name]!.map(cells);
      if (o.json) return printJson(io, told);
      if (rows.length === 0) return io.out(`There are no ${name}.\n`);
      const lines = table(
        heads.map(head => ({ head })),
        rows,
        lookOf(io),
      );
      io.out(`${lines.join('\n')}\n`);
    });
}

function said(io: Io, { json }: Common, document: unknown, line: string): void {
  if (json) printJson(io, document);
  else io.out(`${line}\n`);
}
