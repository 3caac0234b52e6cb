import { at, isRecord, own, text } from '../../ingest/index.ts';
import { modelsOf } from '../models.ts';
import { obligationsOf } from '../obligations.ts';
import { thinned } from '../request.ts';
import { changes } from '../terms.ts';
import { ANONYMOUS, decideAll, type Hook, type HookOptions, Verdicts } from './hook.ts';

const accounts = ['_user', 'user', 'user_id', 'account', '_organisation'];

/**
 * A webhook that answers `{verdict: true | false}`, as Portkey's guardrails ask for. The account is in the request's
 * metadata. A cap on the output is carried out by the request that is sent back.
 */
export function portkey({ channel }: HookOptions): Hook {
  const verdicts = new Verdicts();
  return {
    path: 'portkey',
    about: 'a webhook with a verdict, as Portkey has it',
    async handle({ body }, decide) {
      const metadata = own(body, 'metadata');
      const account = accounts.map(name => text(own(metadata, name))).find(found => found);
      if (own(body, 'eventType') === 'afterRequestHook') return { status: 200, body: { verdict: true } };
      const json = at(body, 'request.json');
      const { request, decision } = await decideAll(decide, {
        account: (account ?? ANONYMOUS).slice(0, 512),
        models: modelsOf(isRecord(json) ? json : undefined, '/'),
        channel,
      });
      const refusal = verdicts.refusal(request, decision);
      const data = {
        decision: decision.decision,
        ...(refusal ? { reason: refusal.message } : {}),
        ...(decision.reference ? { reference: decision.reference } : {}),
      };
      const terms = obligationsOf(decision);
      const changed = !refusal && isRecord(json) && changes(terms) ? thinned(json, 'chat', terms) : json;
      const transformedData = changed === json ? {} : { transformedData: { request: { json: changed } } };
      return { status: 200, body: { verdict: !refusal, data, ...transformedData } };
    },
  };
}
