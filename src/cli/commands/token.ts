import { type Command, InvalidArgumentError } from 'commander';
import type { Token } from '../../server/index.ts';
import type { Io } from '../io.ts';
import { duration, list, placeOf, withData, withJson } from '../options.ts';
import { printJson } from '../place.ts';
import { clean } from '../text/safe.ts';

const scopes = ['ingest', 'decide', 'read', 'act', 'admin'];

function scopesIn(text: string, before: string[] = []): string[] {
  const said = list(text, before);
  const wrong = said.find(scope => !scopes.includes(scope));
  if (wrong !== undefined || said.length === 0)
    throw new InvalidArgumentError(`It is one or several of ${scopes.join(', ')}.`);
  return said;
}

function nameIn(text: string): string {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,63}$/u.test(text))
    throw new InvalidArgumentError('It is up to 64 letters, digits, dots, dashes or @.');
  return text;
}

/** Who may ask the service, and for what. */
export function tokenCommand(program: Command, io: Io): void {
  const token = program
    .command('token')
    .summary('make and revoke the tokens of the service')
    .description(
      'Who may ask the service, and for what: ingest (send exchanges), decide (ask for decisions), read (campaigns, status,\nmetrics), act (containment, detection), admin (policies and who may). A token is shown once; only its hash is kept.\nA running service heeds a change within a second.',
    );
  withData(
    token
      .command('add')
      .summary('make a token and print it')
      .argument('<name>', 'who it is for; the audit trail says it', nameIn)
      .requiredOption('--scope <scopes>', `what it allows: ${scopes.join(', ')}`, scopesIn)
      .option('--expires <time>', 'when it runs out, from now, such as 90d', duration),
  ).action(async (name: string, options: { scope: string[]; expires?: number; data?: string }) => {
    const { addToken } = await import('../../server/index.ts');
    const expires = options.expires ? new Date(Date.now() + options.expires) : null;
    const secret = addToken(placeOf(options.data, io).data, name, options.scope as Token['scopes'], expires);
    io.out(`${secret}\n`);
    io.err('It is not shown again. Send it as: Authorization: Bearer sw_…\n');
  });
  withData(withJson(token.command('list').summary('list the tokens'))).action(
    async (options: { json?: boolean; data?: string }) => {
      const { readTokens } = await import('../../server/index.ts');
      const tokens = readTokens(placeOf(options.data, io).data).map(({ sha256: _, ...rest }) => rest);
      if (options.json) return printJson(io, { tokens });
      if (tokens.length === 0) io.out('There are no tokens. Make one: stillwatch token add NAME --scope …\n');
      for (const one of tokens) io.out(`${lineOf(one)}\n`);
    },
  );
  withData(token.command('revoke').summary('take a token back').argument('<name>', 'as it was named')).action(
    async (name: string, options: { data?: string }) => {
      const { revokeToken } = await import('../../server/index.ts');
      revokeToken(placeOf(options.data, io).data, name);
      io.out(`${clean(name)} is revoked; a running service refuses it within a second.\n`);
    },
  );
}

function lineOf({ name, scopes, created, expires }: Omit<Token, 'sha256'>): string {
  const day = (time: string) => time.slice(0, 10);
  const end =
    expires === null
      ? 'does not run out'
      : `${Date.parse(expires) < Date.now() ? 'ran' : 'runs'} out ${day(expires)}`;
  return `${clean(name)}  ${scopes.join(',')}  made ${day(created)}, ${end}`;
}
