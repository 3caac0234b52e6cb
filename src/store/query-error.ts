import { StillwatchError } from '../errors.ts';

/**
 * The engine's error as ours. `engineCode` is ClickHouse's number (117: unknown field, 26/27: cannot parse, 241:
 * memory limit, 394: cancelled, 395: throwIf) for the few callers that must tell them apart.
 */
export class QueryError extends StillwatchError {
  readonly engineCode: number | undefined;

  constructor(message: string, engineCode: number | undefined, cause: unknown) {
    super('STORE_QUERY', message, mendOf(engineCode), { cause });
    this.engineCode = engineCode;
  }
}

export function queryError(error: unknown, sql: string): Error {
  if (error instanceof StillwatchError) return error;
  const text = String((error as Error)?.message ?? error);
  const own = (error as { code?: unknown }).code;
  const code = /Code: (\d+)/.exec(text)?.[1] ?? (/^\d+$/.test(String(own)) ? String(own) : undefined);
  const reason = text
    .replace(/^.*?DB::Exception: /s, '')
    .split('\n')[0]!
    .slice(0, 600);
  return new QueryError(
    `${reason} (in: ${sql.replace(/\s+/g, ' ').slice(0, 120)} …)`,
    code ? Number(code) : undefined,
    error,
  );
}

function mendOf(code: number | undefined): string {
  if (code === 241)
    return 'The engine ran into its memory limit. Free memory, or look at fewer exchanges with --until.';
  if (code === 243)
    return 'The disk is full. Free some space: nothing acknowledged is lost, run the command again.';
  return 'This is a fault in Stillwatch or a damaged store; please report it with this message.';
}
