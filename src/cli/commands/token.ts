import { type Command, InvalidArgumentError } from 'commander';
import { StillwatchError } from '../../errors.ts';
import type { Role, Token } from '../../server/index.ts';
import type { Io } from '../io.ts';
import { duration, list, placeOf, withData, withJson } from '../options.ts';
import { printJson } from '../place.ts';
import { clean } from '../text/safe.ts';

const scopes = ['ingest', 'decide', 'read', 'act', 'approve', 'admin'];
const roles = ['viewer', 'analyst', 'approver', 'admin'];

function scopesIn(text: string, before: string[] = []): string[] {
  const said = list(text, before);
  const wrong = said.find(
    scope => !scopes.includes(scope) && !/^taxii:(read|write):[a-z0-9][a-z0-9-]{0,62}$/.test(scope),
  );
  if (wrong !== undefined || said.length === 0)
    throw new InvalidArgumentError(
      `It is one or several of ${scopes.join(', ')}, taxii:read:COLLECTION, taxii:write:COLLECTION.`,
    );
  return said;
}

function roleIn(text: string): string {
  if (roles.includes(text)) return text;
  throw new InvalidArgumentError(`It is one of ${roles.join(', ')}.`);
}

function nameIn(text: string): string {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,63}$/u.test(text))
    throw new InvalidArgumentError('It is up to 64 letters, digits, dots, dashes or @.');
  return text;
}

interface AddOptions {
  role?: Role;
  scope?: string[];
  expires?: number;
  data?: string;
}

/** Who may ask the service, and for what. */
export function tokenCommand(program: Command, io: Io): void {
  const token = program
    .command('token')
    .summary('make and revoke the tokens of the service')
    .description(
      'Who may ask the service, and for what: ingest (send exchanges), decide (ask for decisions), read (campaigns, status,\nmetrics), act (containment, detection), approve (others’ plans, appeals), admin (who may). A role is a name for several:\nviewer (read), analyst (read, act), approver (read, act, approve), admin (all). A partner’s program is given\ntaxii:read:COLLECTION or taxii:write:COLLECTION, and nothing else. A token is shown once; only its hash is\nkept. A running service heeds a change within a second.',
    );
  withData(
    token
      .command('add')
      .summary('make a token and print it')
      .argument('<name>', 'who it is for; the audit trail says it', nameIn)
      .option('--role <role>', `what a person may: ${roles.join(', ')}`, roleIn)
      .option('--scope <scopes>', `what it allows: ${scopes.join(', ')}`, scopesIn)
      .option('--expires <time>', 'when it runs out, from now, such as 90d', duration),
  ).action(async (name: string, options: AddOptions) => {
    const { addToken, roles } = await import('../../server/index.ts');
    const { role, scope = [] } = options;
    if (!role && scope.length === 0)
      throw new StillwatchError(
        'USAGE',
        'a token allows nothing by itself',
        'Say what: --role analyst for a person, --scope ingest,decide for a gateway.',
      );
    const allowed = [...scope, ...(role ? roles[role] : [])] as Token['scopes'];
    const expires = options.expires ? new Date(Date.now() + options.expires) : null;
    const secret = addToken(placeOf(options.data, io).data, name, allowed, expires);
    io.out(`${secret}\n`);
    io.err('It is not shown again. Send it as: Authorization: Bearer sw_…\n');
  });
  withData(withJson(token.command('list').summary('list the tokens'))).action(
    async (options: { json?: boolean; data?: string }) => {
      const { readTokens, roleOf } = await import('../../server/index.ts');
      const tokens = readTokens(placeOf(options.data, io).data).map(({ sha256: _, ...rest }) => rest);
      if (options.json) return printJson(io, { tokens });
      if (tokens.length === 0)
        io.out('There are no tokens. Make one: stillwatch token add NAME --role analyst\n');
      for (const one of tokens) io.out(`${lineOf(one, roleOf(one.scopes))}\n`);
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

function lineOf({ name, scopes, created, expires }: Omit<Token, 'sha256'>, role?: Role): string {
  const day = (time: string) => time.slice(0, 10);
  const end =
    expires === null
      ? 'does not run out'
      : `${Date.parse(expires) < Date.now() ? 'ran' : 'runs'} out ${day(expires)}`;
  return `${clean(name)}  ${scopes.join(',')}${role ? ` (${role})` : ''}  made ${day(created)}, ${end}`;
}
