import { isRecord } from '../../ingest/index.ts';
import { callerOf } from '../account.ts';
import { modelsOf } from '../models.ts';
import { bodyOf } from '../refusal.ts';
import { routeOf } from '../route.ts';
import { decideAll, type Hook, type HookOptions, Verdicts } from './hook.ts';

/**
 * Envoy's ext_authz over HTTP: it repeats the request's method, path and headers (and, where it is set so, the body) below
 * this hook's path. 200 lets the request through; any other answer is what the client gets. Obligations go on as headers.
 */
export function envoy(options: HookOptions): Hook {
  const verdicts = new Verdicts();
  return {
    path: 'envoy',
    about: 'Envoy, ext_authz over HTTP',
    async handle({ method, rest, headers, body }, decide) {
      const route = routeOf(method, rest || '/', headers);
      if (!route.api && route.safe && !route.results) return { status: 200 };
      const { account } = callerOf(headers, route.dialect, options);
      const named = headers['x-stillwatch-model'];
      const inBody = modelsOf(isRecord(body) ? body : undefined, rest);
      const other =
        (typeof named === 'string' ? named : undefined) ??
        (typeof body === 'string' ? modelInPart(body) : undefined);
      const models = inBody.length || !other ? inBody : [other.slice(0, 512)];
      const { request, decision } = await decideAll(decide, { account, models, channel: options.channel });
      const refusal = verdicts.refusal(request, decision);
      const told: Record<string, string> = { 'x-stillwatch-decision': decision.decision };
      if (decision.reference) told['x-stillwatch-reference'] = decision.reference;
      // Envoy gives a refusal's headers to the client, and whose answers are marked isn't told: nor are any marked here.
      const obligations = decision.obligations.filter(one => !one.startsWith('mark:'));
      if (obligations.length) told['x-stillwatch-obligations'] = obligations.join(',');
      if (!refusal) return { status: 200, headers: told };
      if (refusal.retryAfter !== undefined) told['retry-after'] = String(refusal.retryAfter);
      return { status: refusal.status, headers: told, body: bodyOf(route.dialect, refusal) };
    },
  };
}

/** Envoy sends the beginning of a body that is larger than it was told to hold. */
function modelInPart(body: string): string | undefined {
  const [, quoted] = /"model"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(body) ?? [];
  try {
    return quoted && (JSON.parse(quoted) as string);
  } catch {
    return undefined;
  }
}
