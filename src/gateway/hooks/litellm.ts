import { at, own, text } from '../../ingest/index.ts';
import { obligationsOf } from '../obligations.ts';
import { changes } from '../terms.ts';
import { ANONYMOUS, decideAll, type Hook, type HookOptions, Verdicts } from './hook.ts';

// The key's owner before the customer that the caller names, as ingest of LiteLLM's logs has it.
const accounts = [
  'user_api_key_user_id',
  'user_api_key_end_user_id',
  'user_api_key_hash',
  'user_api_key_team_id',
];

/**
 * LiteLLM's generic guardrail API. It adds /beta/litellm_basic_guardrail_api to the address that it is given. A guardrail
 * cannot change an answer's reasoning or cap; with `thin: block` among its parameters such requests are refused instead.
 */
export function litellm({ channel }: HookOptions): Hook {
  const verdicts = new Verdicts();
  return {
    path: 'litellm',
    about: 'LiteLLM, generic_guardrail_api',
    async handle({ body }, decide) {
      const none = { status: 200, body: { action: 'NONE' } };
      const account = accounts.map(name => text(at(body, `request_data.${name}`))).find(found => found);
      // Answers were decided about when they were asked for.
      if (own(body, 'input_type') === 'response') return none;
      const parameters = own(body, 'additional_provider_specific_params');
      const model = text(own(body, 'model')) ?? text(own(parameters, 'model'));
      const { request, decision } = await decideAll(decide, {
        account: (account ?? ANONYMOUS).slice(0, 512),
        models: model ? [model.slice(0, 512)] : [],
        channel,
      });
      const refusal = verdicts.refusal(request, decision);
      const blocked = (blocked_reason: string) => ({
        status: 200,
        body: { action: 'BLOCKED', blocked_reason },
      });
      if (refusal) return blocked(refusal.message);
      if (changes(obligationsOf(decision)) && own(parameters, 'thin') === 'block')
        return blocked('This account may not ask for this at the moment.');
      return none;
    },
  };
}
