// What Portkey asks a webhook before a request, and what it gets:  node examples/portkey/try.mjs [http://127.0.0.1:7719]
import { hooksHere, post } from '../hooks-here.mjs';

const { url, close } = await hooksHere();
for (const user of ['alice', 'mallory', 'sloth', 'sloth', 'sloth', 'thin']) {
  const { body } = await post(`${url}/hooks/portkey`, {
    eventType: 'beforeRequestHook',
    provider: 'openai',
    requestType: 'chatComplete',
    metadata: { _user: user },
    request: {
      json: { model: 'my-model', max_tokens: 4096, messages: [{ role: 'user', content: 'Hi' }] },
      text: 'Hi',
      isStreamingRequest: false,
    },
  });
  console.log(user.padEnd(8), JSON.stringify(body));
}
close();
