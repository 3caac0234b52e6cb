import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { codes, type ErrorCode, StillwatchError } from '../errors.ts';
import type { Io } from './io.ts';
import { keepLog } from './keep-log.ts';
import { placeOf, withData, withJson } from './options.ts';
import { withStore } from './place.ts';

/** What every command that asks the desk takes. */
export interface Common {
  by?: string;
  reason?: string;
  json?: boolean;
  data?: string;
  service?: string;
  token?: string;
}

export const asking = (command: Command): Command =>
  withData(withJson(command))
    .option('--service <url>', 'ask a running service instead of the data folder (or STILLWATCH_SERVICE)')
    .option('--token <token>', 'with it, a token (or STILLWATCH_TOKEN)');

/** What every command that changes something takes beside. */
export const acting = (command: Command): Command =>
  asking(command)
    .requiredOption('--reason <text>', 'why: it stays in the audit trail')
    .option(
      '--by <name>',
      'who decides (default: the account of the operating system; of a service, the token)',
    );

/**
 * Asks for one of the operations of the desk: of a service, where one is named, else of the data folder. What has run out is
 * written down on the way.
 */
export async function ask<O>(
  io: Io,
  options: Common,
  method: 'GET' | 'POST',
  path: string,
  input: object,
): Promise<O> {
  const service = options.service ?? io.env['STILLWATCH_SERVICE'];
  if (service) return ofService<O>(service, options.token ?? io.env['STILLWATCH_TOKEN'], method, path, input);
  const { Desk, expire, operations, runOperation } = await import('../policy/index.ts');
  const all = path.startsWith('intel/')
    ? (await import('../intel/index.ts')).taxii.intelOperations(placeOf(options.data, io).data)
    : operations;
  const operation = all.find(one => one.method === method && one.path === path)!;
  const { data, error } = operation.input.safeParse(input);
  if (error) {
    const [issue] = error.issues;
    throw new StillwatchError(
      'RECORD_INVALID',
      `${issue!.path.join('.') || 'it'}: ${issue!.message}`,
      'Mend it and try again; nothing was done.',
    );
  }
  const work = withStore(io, options.data, async (store, folder) => {
    const desk = await Desk.open(store);
    const expired = await expire(desk);
    const answer = (await runOperation(operation, desk, data, options.by ?? userInfo().username)) as O;
    if (method === 'POST' || expired.length) await keepLog(io, store, folder, ['records']);
    return answer;
  });
  return work.catch(error => {
    if (!(error instanceof StillwatchError) || error.code !== 'STORE_BUSY') throw error;
    const { code, message, mend } = error;
    throw new StillwatchError(
      code,
      message,
      `${mend} Of a service that runs ask it: --service URL --token TOKEN.`,
    );
  });
}

async function ofService<O>(...asked: Parameters<typeof answerOf>): Promise<O> {
  return (await (await answerOf(...asked)).json()) as O;
}

/** What a service answers, where that is a file. */
export const bytesOf = async (...asked: Parameters<typeof answerOf>): Promise<Buffer> =>
  Buffer.from(await (await answerOf(...asked)).arrayBuffer());

async function answerOf(
  service: string,
  token: string | undefined,
  method: string,
  path: string,
  input: object,
): Promise<Response> {
  const url = new URL(`/v1/${path}`, service);
  const isRead = method === 'GET';
  if (isRead)
    for (const [name, value] of Object.entries(input))
      if (value !== undefined) url.searchParams.set(name, String(value));
  const answer = await fetch(url, {
    method,
    headers: {
      authorization: `Bearer ${token ?? ''}`,
      ...(!isRead && { 'content-type': 'application/json' }),
    },
    ...(!isRead && { body: JSON.stringify(input) }),
  }).catch((cause: Error) => {
    throw new StillwatchError(
      'SERVICE_UNREACHABLE',
      `no service answers at ${service}`,
      'Check --service and that stillwatch serve runs there.',
      { cause },
    );
  });
  if (answer.ok) return answer;
  const said = (await answer.json().catch(() => ({}))) as { code?: string; message?: string; mend?: string };
  const code = said.code && Object.hasOwn(codes, said.code) ? (said.code as ErrorCode) : 'SERVICE_REFUSED';
  throw new StillwatchError(
    code,
    said.message ?? `the service answered with ${answer.status}`,
    said.mend ?? 'See the log of the service.',
  );
}
