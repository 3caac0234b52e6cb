// What Envoy's ext_authz asks before a request goes on, and what it gets:  node examples/envoy/try.mjs [http://127.0.0.1:7719]
import { hooksHere, post } from '../hooks-here.mjs';

const { url, close } = await hooksHere();
for (const account of ['alice', 'mallory', 'sloth', 'sloth', 'sloth', 'thin']) {
  const { status, headers, body } = await post(
    `${url}/hooks/envoy/v1/chat/completions`,
    { model: 'my-model', messages: [{ role: 'user', content: 'What is the capital of France?' }] },
    { 'x-account': account, authorization: 'Bearer sk-example' },
  );
  const told = [...headers].filter(([name]) => name.startsWith('x-stillwatch-') || name === 'retry-after');
  console.log(account.padEnd(8), status, JSON.stringify(Object.fromEntries(told)), body.error?.message ?? '');
}
close();
