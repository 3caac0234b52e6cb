// What LiteLLM asks a guardrail before a call, and what it gets:  node examples/litellm/try.mjs [http://127.0.0.1:7719]
import { hooksHere, post } from '../hooks-here.mjs';

const { url, close } = await hooksHere();
for (const user of ['alice', 'mallory', 'sloth', 'sloth', 'sloth', 'thin']) {
  const { body } = await post(`${url}/hooks/litellm/beta/litellm_basic_guardrail_api`, {
    input_type: 'request',
    texts: ['What is the capital of France?'],
    request_data: { user_api_key_user_id: user, user_api_key_hash: `hash-of-${user}` },
    litellm_call_id: 'call-1',
    additional_provider_specific_params: { model: 'my-model', thin: 'block' },
  });
  console.log(user.padEnd(8), JSON.stringify(body));
}
close();
