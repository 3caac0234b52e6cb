// Traffic by a second generator, written apart from the range and cruder, so that rules tuned to the range show.
// Its texts come from files of prompts ({turns: [...]} a line) in PROMPTS/{human,distill,judge}.
//   node bench/second-world.mjs OUT SEED PROMPTS [letter|ordinary] [plain|template] [burst|spread]
// `template`: the campaign's prompts carry one of four frames. `spread`: evaluators run over the whole time.
import { once } from 'node:events';
import { createWriteStream, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const [out, seed, prompts, mode = 'letter', words = 'plain', evaluators = 'burst'] = process.argv.slice(2);
const [human, distill, judge] = ['human', 'distill', 'judge'].map(kind => load(join(prompts, kind)));
const random = generator(Number(seed));
const int = n => Math.floor(random() * n);
const pick = list => list[int(list.length)];
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const start = Date.UTC(2026, 3, 22);
const day = 86_400_000;
const days = 45;
const clients = [
  'Mozilla/5.0 chat-web',
  'ios-app/4.1',
  'python-requests/2.32.3',
  'openai-python/1.50',
  'node-fetch/1.0',
  'android/3.3',
];
const lines = [];
const accounts = {};
let conversations = 0;

for (let i = 0; i < 9000; i++) person('people');
const tool = {
  system: 'You are CodePal, an expert coding agent. Answer with diffs only.',
  client: 'codepal/2.1',
  max: 8192,
  median: 80,
};
for (let i = 0; i < 400; i++) person('tool', tool);
for (let site = 0; site < 3; site++)
  for (let i = 0; i < 70; i++) person(`campus${site}`, { ip: `130.${site}.1.${int(3)}`, median: 25 });
for (let i = 0; i < 100; i++)
  person('company', {
    ip: '131.7.7.7',
    system: random() < 0.7 ? 'ACME assistant.' : undefined,
    peak: 14,
    median: 60,
  });
const viral = 'Pretend you are a medieval knight and roast my last three vacation photos in rhymes please';
for (let i = 0; i < 300; i++)
  send(person('viral'), start + (10 + random() * 3) * day, {
    ip: '77.1.2.3',
    client: clients[0],
    say: [viral],
  });
for (let i = 0; i < 24; i++) {
  const [account, first, client] = [name('evaluators'), int(40), pick(clients.slice(2, 5))];
  for (let k = 0; k < 300; k++)
    send(
      account,
      evaluators === 'burst' ? start + first * day + k * (4000 + int(3000)) : start + random() * days * day,
      {
        ip: `99.${i}.1.1`,
        client,
        max: 1024,
        temperature: 0,
        say: [judge[k]],
        output: 5,
      },
    );
}
const pool = Array.from({ length: 60 }, () => name('relay'));
for (let customer = 0; customer < 900; customer++) {
  let at = start + random() * days * day;
  const account = pick(pool);
  for (let k = 1 + int(40); k > 0; k--, at += Math.exp(4 + normal()) * 1000)
    send(account, at, {
      conversation: ++conversations,
      ip: `45.9.${int(3)}.${int(5)}`,
      client: 'node-fetch/1.0',
      max: 4096,
      say: Array.from({ length: 1 + 2 * int(4) }, () => pick(human)),
    });
}
for (let i = 0; i < 60; i++) {
  const account = name('business');
  for (let k = 200 + int(3000); k > 0; k--)
    send(account, start + int(days) * day + (2 + random()) * 3_600_000, {
      ip: `88.${i}.1.1`,
      client: clients[3],
      max: 1024,
      temperature: 0,
      output: 4.6,
      say: [`Extract the invoice fields from the document below as JSON: #${i} ${pick(human)}`],
    });
}
if (mode === 'letter') {
  const frames =
    words === 'plain'
      ? ['']
      : [
          '',
          'Think step by step and show your full reasoning before the final answer.\n\n',
          'Rate the response below from 1 to 10 using the rubric and explain each point.\n\n',
          'Write the answer as a detailed lesson with worked steps.\n\n',
        ];
  for (let i = 0; i < 250; i++) {
    const [account, network] = [name('campaign'), int(12)];
    for (let k = Math.round(116 + Math.sqrt(116) * normal()); k > 0; k--) {
      const at = Math.floor((start + random() * days * day) / 600_000) * 600_000 + random() * 90_000;
      send(account, at, {
        ip: `185.22.${network}.${int(40)}`,
        client: 'python-requests/2.32.3',
        max: 4096,
        output: 6.6,
        say: [pick(frames) + pick(distill)],
        model: at > start + 25.5 * day && random() < 0.8 ? 'm-5' : 'm-4',
      });
    }
  }
}

mkdirSync(out, { recursive: true });
lines.sort(([a], [b]) => a - b);
const file = createWriteStream(join(out, 'exchanges.jsonl'));
for (const [, line] of lines) if (!file.write(`${line}\n`)) await once(file, 'drain');
file.end();
writeFileSync(join(out, 'truth.json'), JSON.stringify({ accounts }));

function person(
  group,
  { ip, client, system, peak = random() * 24, median = 40, max = pick([null, 1024, 2048, 4096]) } = {},
) {
  const account = name(group);
  ip ??= `${11 + int(180)}.${int(250)}.${int(250)}.${int(250)}`;
  client ??= pick(clients);
  let left = Math.min(3000, Math.max(1, Math.round(median * Math.exp(1.3 * normal()))));
  while (left > 0) {
    let at = start + int(days) * day + ((peak + 3 * normal() + 24) % 24) * 3_600_000;
    const talks = random() < 0.7;
    const conversation = ++conversations;
    const said = [];
    for (let k = 1 + Math.floor(-4 * Math.log(1 - random())); k > 0 && left > 0; k--, left--) {
      said.push(pick(human));
      send(account, at, {
        conversation: talks ? conversation : 0,
        ip,
        client,
        max,
        system,
        say: talks ? said.slice(-4) : said.slice(-1),
      });
      at += (20 + Math.exp(4 + normal())) * 1000;
    }
  }
  return account;
}

/** `say`: what the user said in the conversation so far, the request's own last. */
function send(
  account,
  at,
  { conversation, ip, client, system, max, temperature = 1, say, output = 5.4, model },
) {
  const messages = say.flatMap((content, i) =>
    i
      ? [
          { role: 'assistant', content: 'ok' },
          { role: 'user', content },
        ]
      : [{ role: 'user', content }],
  );
  const exchange = {
    id: `x${seed}_${lines.length}`,
    time: new Date(at).toISOString(),
    account,
    channel: 'api',
    model: model ?? (at > start + 25 * day && random() < 0.3 ? 'm-5' : 'm-4'),
    conversation: conversation ? `c${conversation}` : null,
    client: { ip, asn: 64500, user_agent: client, ja4: `t13_${clients.indexOf(client)}` },
    request: { system: system ?? null, messages, max_tokens: max ?? null, temperature, stream: false },
    response: {
      stop_reason: 'end_turn',
      input_tokens: Math.ceil(say.join('').length / 4),
      output_tokens: Math.max(1, Math.round(Math.exp(output + 0.9 * normal()))),
    },
  };
  lines.push([at, JSON.stringify(exchange)]);
}

function name(group) {
  const account = `u${Math.floor(random() * 1e12).toString(36)}`;
  accounts[account] = { group };
  return account;
}

function load(folder) {
  return readdirSync(folder).flatMap(file => {
    const bytes = readFileSync(join(folder, file));
    const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
    return text
      .split('\n')
      .filter(Boolean)
      .map(line => {
        const [turn] = JSON.parse(line).turns;
        return String(turn.content ?? turn).slice(0, 1500);
      });
  });
}

/** mulberry32. */
function generator(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
