import type { Command } from 'commander';
import type { Io } from '../io.ts';
import { list, time, wholeFrom, withData, withJson } from '../options.ts';
import { printJson } from '../place.ts';
import { lookOf } from '../report/look.ts';
import { table } from '../report/table.ts';
import { whole } from '../text/number.ts';
import { moment } from '../text/time.ts';
import { acting, type Common, whoIs, withDesk } from './contain.ts';

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
    .action(
      (
        model: string,
        o: Common & { basis: string; channel?: string; lacking?: string; from?: Date; until?: Date },
      ) =>
        withDesk(io, o, async desk => {
          const { hold } = await import('../../policy/index.ts');
          const { basis, channel, lacking, reason = '' } = o;
          const from = (o.from ?? desk.now()).toISOString();
          const until = o.until?.toISOString() ?? null;
          const made = await hold(desk, { model, basis, channel, lacking, from, until, reason }, whoIs(o));
          said(io, o, made, `${made.hold} holds ${model} back.`);
        }),
    );
  acting(hold.command('lift'))
    .argument('<hold>', 'such as H-7Q2F9XKD')
    .action((id: string, o: Common) =>
      withDesk(io, o, async desk => {
        const { lift } = await import('../../policy/index.ts');
        said(io, o, await lift(desk, { hold: id, reason: o.reason ?? '' }, whoIs(o)), `${id} is lifted.`);
      }),
    );
  listing(hold, io, 'holds', async desk => {
    const holds = [...desk.state.holds.values()];
    return {
      document: holds,
      heads: ['hold', 'model', 'who', 'from (UTC)', 'until (UTC)', 'by', 'basis'],
      rows: holds.map(h => [
        h.id,
        h.model,
        [h.channel && `channel ${h.channel}`, h.lacking && `without ${h.lacking}`]
          .filter(Boolean)
          .join(', ') || 'everyone',
        moment(h.from),
        h.lifted ? `lifted ${moment(h.lifted)}` : h.until ? moment(h.until) : 'it is lifted',
        h.by,
        h.basis,
      ]),
    };
  });
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
    .action(
      (
        o: Common & {
          to: string;
          accounts: string[];
          models: string[];
          volume: number;
          until: Date;
          from?: Date;
          purpose: string;
          contract: string;
        },
      ) =>
        withDesk(io, o, async desk => {
          const policy = await import('../../policy/index.ts');
          const { to, accounts, models, volume, purpose, contract, reason = '' } = o;
          const from = (o.from ?? desk.now()).toISOString();
          const until = o.until.toISOString();
          const given = { to, accounts, models, volume, purpose, contract, from, until, reason };
          const made = await policy.grant(desk, given, whoIs(o));
          said(io, o, made, `${made.grant} authorises ${to} until ${moment(until)} UTC.`);
        }),
    );
  acting(grant.command('revoke'))
    .argument('<grant>', 'such as G-7Q2F9XKD')
    .action((id: string, o: Common) =>
      withDesk(io, o, async desk => {
        const { revoke } = await import('../../policy/index.ts');
        said(io, o, await revoke(desk, { grant: id, reason: o.reason ?? '' }, whoIs(o)), `${id} is revoked.`);
      }),
    );
  listing(grant, io, 'grants', async desk => {
    const { listGrants } = await import('../../policy/index.ts');
    const grants = await listGrants(desk);
    return {
      document: grants,
      heads: ['grant', 'to', 'used', 'of', 'beyond', 'until (UTC)', 'contract', 'purpose'],
      rows: grants.map(g => [
        g.id,
        g.to,
        whole(g.used),
        whole(g.volume),
        whole(g.beyond),
        g.revoked ? `revoked ${moment(g.revoked)}` : moment(g.until),
        g.contract,
        g.purpose,
      ]),
    };
  });
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
    .action((account: string, attribute: string, o: Common & { attestedBy: string; until: Date }) =>
      withDesk(io, o, async desk => {
        const policy = await import('../../policy/index.ts');
        const { reason = '', attestedBy, until } = o;
        const given = { account, attribute, attested_by: attestedBy, until: until.toISOString(), reason };
        const made = await policy.attest(desk, given, whoIs(o));
        said(io, o, made, `${account} is ${attribute}, attested by ${attestedBy}.`);
      }),
    );
  acting(attest.command('withdraw'))
    .argument('<account>')
    .argument('<eligibility>', 'such as us-person')
    .action((account: string, attribute: string, o: Common) =>
      withDesk(io, o, async desk => {
        const { withdraw } = await import('../../policy/index.ts');
        const taken = await withdraw(desk, { account, attribute, reason: o.reason ?? '' }, whoIs(o));
        said(io, o, taken, `${attribute} of ${account} is withdrawn.`);
      }),
    );
  listing(attest, io, 'attestations', async desk => {
    const all = [...desk.state.attestations.values()];
    return {
      document: all,
      heads: ['account', 'eligibility', 'attested by', 'until (UTC)', 'written by'],
      rows: all.map(a => [a.account, a.attribute, a.attested_by, moment(a.until), a.by]),
    };
  });
}

interface Listing {
  document: unknown[];
  heads: string[];
  rows: string[][];
}

type DeskOf = Parameters<Parameters<typeof withDesk>[2]>[0];

function listing(parent: Command, io: Io, name: string, work: (desk: DeskOf) => Promise<Listing>): void {
  withData(withJson(parent.command('list')))
    .summary(`list ${name}`)
    .action((o: Common) =>
      withDesk(io, o, async desk => {
        const { document, heads, rows } = await work(desk);
        if (o.json) return printJson(io, { [name]: document });
        if (rows.length === 0) return io.out(`There are no ${name}.\n`);
        const lines = table(
          heads.map(head => ({ head })),
          rows,
          lookOf(io),
        );
        io.out(`${lines.join('\n')}\n`);
      }),
    );
}

function said(io: Io, { json }: Common, document: unknown, line: string): void {
  if (json) printJson(io, document);
  else io.out(`${line}\n`);
}
