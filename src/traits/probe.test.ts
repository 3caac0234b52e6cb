import { mkdtempSync, writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { canonicalLine, readExchange } from '../exchange/index.ts';
import { parseLine } from '../ingest/line.ts';
import { openStore } from '../store/index.ts';
import { exchangeStructure, sketchChecked, sketchColumns, sketchSelect } from './index.ts';

const base = () => ({
  id: 'i',
  time: '2026-04-22T03:14:07.123Z',
  account: 'a',
  org: 'o',
  api_key: 'k',
  channel: 'c',
  model: 'm',
  conversation: 'v',
  client: { ip: '1.2.3.4', asn: 5, country: 'US', user_agent: 'u', ja4: 'j' },
  request: {
    system: 's',
    messages: [
      { role: 'user', content: 'hello there my friend', name: 'n', tool_call_id: 't', tool_calls: [] },
    ],
    prompt: null as any,
    max_tokens: 1,
    temperature: 1,
    top_p: 1,
    n: 1,
    stream: false,
    tools: [{ a: 1 }],
  },
  response: { text: 't', reasoning: 'r', stop_reason: 'e', input_tokens: 1, output_tokens: 2 },
});
const values: unknown[] = [
  undefined,
  null,
  '',
  ' ',
  'x',
  '{x',
  '{"a": 1}',
  {},
  { a: [1, 'b'] },
  [],
  ['x'],
  [['x']],
  [{}],
  [null],
  [1],
  0,
  1,
  -1,
  1.5,
  1e10,
  70000,
  5e9,
  true,
  false,
  '7',
  '7.5',
  '-1',
  '1e3',
  'nan',
  'inf',
  'NaN',
  ' 7',
  '7 ',
  '+7',
  '0x10',
  'true',
  '\n',
  'a\nb',
  '\u0000',
  '\u007f',
  'a@b',
  '@b',
  '+15551234567',
  '+x',
  'x'.repeat(600),
  'x'.repeat(70),
  'x'.repeat(5000),
  '\ud800',
  'é',
  '語',
];
const times = [
  '2026-02-30T00:00:00Z',
  '2026-04-31T00:00:00Z',
  '2025-02-29 00:00Z',
  '2024-02-29T00:00Z',
  '2026-04-22T24:00:00Z',
  '2026-04-22T24:00:01Z',
  '2026-04-22T25:00:00Z',
  '2026-04-22T03:60:07Z',
  '2026-04-22T03:14:60Z',
  '2026-04-22T03:14:07.Z',
  '2026-04-22T03:14:07.1Z',
  '2026-04-22T03:14:07.1239999Z',
  '2026-04-22T03:14:07.123456789Z',
  '2026-04-22T03:14:07.1234567890Z',
  '2026-04-22T03:14:07',
  '2026-04-22 03:14:07',
  '2026-04-22T03:14',
  '2026-04-22T03',
  '2026-04-22',
  '2026-04-22t03:14:07z',
  '2026-04-22T03:14:07+05:30',
  '2026-04-22T03:14:07+0530',
  '2026-04-22T03:14:07+05',
  '2026-04-22T03:14:07-23:59',
  '2026-04-22T03:14:07+24:00',
  '2026-04-22T03:14:07+14:99',
  '2026-04-22T03:14:07 UTC',
  '2026-04-22T03:14:07 PM',
  '2026-04-22T03:14:07Zx',
  'x2026-04-22T03:14:07Z',
  ' 2026-04-22T03:14:07Z',
  '2026-13-01T00:00:00Z',
  '2026-00-01T00:00:00Z',
  '2026-01-00T00:00:00Z',
  '2014-12-31T23:59:59.999Z',
  '2015-01-01T00:00:00.000Z',
  '2300-01-01T00:00:00Z',
  '1760000000',
  '1760000000000',
  '2026-04-22T03:14:07,123Z',
  '22/04/2026 03:14:07',
  '2026-04-22T03:14:07.1Z+01:00',
  '2026-4-2T03:14:07Z',
  '2026-04-22T3:14:07Z',
  '20260422T031407Z',
  '2026-04-22  03:14:07',
  'now',
  '2026-W17-3T00:00:00Z',
  '2015-01-01T00:30:00+01:00',
  '+002026-04-22T03:14:07Z',
  '2026-04-22T03:14:07−05:00',
  '٢026-04-22T03:14:07Z',
];
test('probe', async () => {
  const d = mkdtempSync('/tmp/probe/s-');
  const store = await openStore({ data: d });
  const cases: [string, string][] = [];
  const paths = [
    'id',
    'time',
    'account',
    'org',
    'api_key',
    'channel',
    'model',
    'conversation',
    'client',
    'client.ip',
    'client.asn',
    'client.country',
    'client.user_agent',
    'client.ja4',
    'request',
    'request.system',
    'request.messages',
    'request.messages.0',
    'request.messages.0.role',
    'request.messages.0.content',
    'request.messages.0.name',
    'request.messages.0.tool_call_id',
    'request.messages.0.tool_calls',
    'request.messages.0.tool_calls.0',
    'request.prompt',
    'request.max_tokens',
    'request.temperature',
    'request.n',
    'request.stream',
    'request.tools',
    'request.tools.0',
    'response',
    'response.text',
    'response.reasoning',
    'response.stop_reason',
    'response.output_tokens',
  ];
  for (const p of paths)
    for (const v of p === 'time' ? [...values, ...times] : values) {
      const rec: any = base();
      const ks = p.split('.');
      let o = rec;
      for (const k of ks.slice(0, -1)) o = o[k];
      o[ks.at(-1)!] = v;
      cases.push([`${p} = ${JSON.stringify(v)?.slice(0, 60)}`, JSON.stringify(rec)]);
    }
  const b = JSON.stringify(base());
  cases.push(
    ['spaces', b.replaceAll('":', '": ').replaceAll(',"', ', "')],
    ['double', b + b],
    ['comma', b + ','],
    ['bom', '\ufeff' + b],
    ['dup', b.slice(0, -1) + ',"id":"zz"}'],
    ['rawtab', b.replace('hello', 'hel\tlo')],
    ['rawtab2', b.replace('hello', 'hel\tlo').replace('":', '":\t')],
    ['rawcr', b.replace('hello', 'hel\rlo')],
    ['rawnl', b.replace('hello', 'hel\nlo')],
    ['badesc2', b.replace('hello', 'a\\\\\\q\\u12\\')], ['badesc3', b.replace('hello', '\\ux \t \\\\')], ['1e400', b.replace('"temperature":1', '"temperature":1e400')],
    ['case', b.replace('"id"', '"ID"')],
    ['esc', b.replace('"a":1', '"a":"\\u00e9\\/"')],
    ['num', b.replace('"a":1', '"a":1.0')],
    ['nonutf', b],
    ['[]', '[' + b + ']'],
    ['trail', b + ' x'],
    ['badesc', b.replace('hello', '\\q')],
    ['badu', b.replace('hello', '\\u12')],
    ['surr', b.replace('hello', '\\ud83d\\ude00')],
    ['lone', b.replace('hello', '\\ude00')],
  );
  const run = async (line: string, select = sketchSelect) => {
    const file = `${d}/l.jsonl`;
    writeFileSync(file, line + '\n');
    await store.command('CREATE OR REPLACE TABLE st AS exchanges ENGINE = Memory');
    try {
      await store.insertBatch(
        { into: 'st', columns: sketchColumns, file, structure: exchangeStructure, select },
        { params: { key0: 1n, key1: 2n } },
      );
      return JSON.stringify(await store.query('SELECT * FROM st'));
    } catch (e) {
      return 'E ' + (e as any).engineCode + ' ' + (e as Error).message.slice(0, 90);
    }
  };
  for (const [name, line] of cases) {
    const fast = await run(line);
    const parsed = parseLine(Buffer.from(line));
    let slow = '';
    let canon = '';
    if ('refusal' in parsed) slow = 'R ' + parsed.refusal.code;
    else {
      const r = readExchange(parsed.record);
      if (!r.ok) slow = 'R ' + r.refusal.code + ' ' + r.refusal.reason;
      else {
        canon = canonicalLine(r.exchange);
        slow = await run(canon, sketchChecked);
      }
    }
    const fe = fast.startsWith('E '),
      sr = slow.startsWith('R '),
      se = slow.startsWith('E ');
    if (!fe && sr) console.log('FAST-ONLY', name, slow);
    else if (se) console.log('CANON-REFUSED', name, slow);
    else if (!fe && fast !== slow) {
      const f = JSON.parse(fast),
        s = JSON.parse(slow);
      console.log(
        'DIFF',
        name,
        f.length,
        s.length,
        Object.keys(f[0])
          .filter(k => JSON.stringify(f[0][k]) !== JSON.stringify(s[0][k]))
          .map(k => `${k}: ${f[0][k]} / ${s[0][k]}`)
          .join('; '),
      );
    } else if (fe && !sr) console.log('  slow-only', name, fast.slice(0, 60));
  }
  await store.close();
}, 300000);
