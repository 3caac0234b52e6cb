import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalLine, readExchange } from '../exchange/index.ts';
import { exchangeInput } from '../exchange/testing/arbitrary.ts';
import { quoted } from '../store/index.ts';
import { exchangeStructure, sketchChecked, sketchSelect } from '../traits/index.ts';
import { ingest } from './index.ts';
import { parseLine } from './line.ts';
import { testStore } from './testing/store.ts';

// Native lines go to the engine alone while it can vouch for them, and through the schema where it can't. Which lines
// are good, and what is stored of them, must not hang on the path.
const { scratch, data, store, pseudonyms } = await testStore('paths');

type Row = Record<string, unknown>;
let serial = 0;

async function sketched(lines: readonly string[], select: typeof sketchSelect, allowed = 0): Promise<Row[]> {
  const file = join(scratch, `sketched-${serial++}.jsonl`);
  writeFileSync(file, lines.map(line => `${line}\n`).join(''));
  return store.query<Row>(select(`file(${quoted(file)}, JSONEachRow, ${quoted(exchangeStructure)})`), {
    params: { key0: 1n, key1: 2n },
    settings: {
      max_threads: 1,
      input_format_parallel_parsing: 0,
      input_format_allow_errors_num: allowed,
      output_format_json_quote_64bit_integers: 1,
    },
  });
}

/** What the engine vouches for among lines, each looked at by itself: the others are skipped, not thrown at. */
async function vouchedFor(lines: readonly string[]): Promise<Row[]> {
  const skipping = (source: string) => {
    const sql = sketchSelect(source).replace(
      /WHERE throwIf\(([\s\S]*), 'doubtful line'\) = 0$/,
      'WHERE NOT ($1)',
    );
    expect(sql).toContain('WHERE NOT (');
    return sql;
  };
  return sketched(lines, skipping, lines.length);
}

function canonical(line: string): string | undefined {
  const parsed = parseLine(Buffer.from(line));
  if (!parsed || 'refusal' in parsed) return undefined;
  const reading = readExchange(parsed.record);
  return reading.ok ? canonicalLine(reading.exchange) : undefined;
}

test('a valid exchange is stored the same by either path', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(exchangeInput, { minLength: 20, maxLength: 80 }), async inputs => {
      const lines = inputs.map((input, i) => JSON.stringify({ ...input, id: `${i} ${input.id}` }));
      const file = join(scratch, 'valid.jsonl');
      const stored = async (text: string) => {
        await store.command('TRUNCATE TABLE exchanges');
        writeFileSync(file, text);
        const summary = await ingest(store, [file], { data, pseudonyms });
        const rows = await store.query('SELECT * FROM exchanges ORDER BY id', {
          settings: { output_format_json_quote_64bit_integers: 1 },
        });
        return { summary, rows };
      };
      // The engine vouches for all of them: this is the fast path.
      await sketched(lines, sketchSelect);
      const fast = await stored(`${lines.join('\n')}\n`);
      expect(fast.summary).toMatchObject({
        read: lines.length,
        new: lines.length,
        rejected: 0,
        unknown_fields: {},
      });
      // One bad line sends its chunk through the schema.
      const slow = await stored(`${lines.join('\n')}\nbroken\n`);
      expect(slow.summary).toMatchObject({ read: lines.length + 1, new: lines.length, rejected: 1 });
      expect(slow.rows).toEqual(fast.rows);
    }),
    { numRuns: 3, endOnFailure: true },
  );
});

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
    prompt: null,
    max_tokens: 1,
    temperature: 1,
    top_p: 1,
    n: 1,
    stream: false,
    tools: [{ a: 1 }],
  },
  response: { text: 't', reasoning: 'r', stop_reason: 'e', input_tokens: 1, output_tokens: 2 },
});
const odd: unknown[] = [
  undefined,
  null,
  '',
  'x',
  '{x',
  '{"a": 1}',
  {},
  { a: [1, 'b'] },
  [],
  ['x'],
  [{}],
  [null],
  [1],
  0,
  1,
  -1,
  1.5,
  1e10,
  70000,
  true,
  '7',
  '-1',
  '1e3',
  '7.',
  '.5',
  'nan',
  'inf',
  ' 7',
  '+7',
  '0x10',
  'a\nb',
  '\u0000',
  'a@b',
  '+15551234567',
  'x'.repeat(600),
  'x'.repeat(70),
  'x'.repeat(5000),
  '\ud800',
  '\ude00',
  '語',
];
const times = [
  '2026-02-30T00:00:00Z',
  '2024-02-29T00:00Z',
  '2026-04-22T24:00:00Z',
  '2026-04-22T25:00:00Z',
  '2026-04-22T03:60:07Z',
  '2026-04-22T03:14:60Z',
  '2026-04-22T03:14:07.Z',
  '2026-04-22T03:14:07.1239999Z',
  '2026-04-22T03:14:07.1234567890Z',
  '2026-04-22T03:14',
  '2026-04-22T03',
  '2026-04-22',
  '2026-04-22t03:14:07z',
  '2026-04-22T03:14:07+0530',
  '2026-04-22T03:14:07+05',
  '2026-04-22T03:14:07-23:59',
  '2026-04-22T03:14:07+24:00',
  '2026-04-22T03:14:07 UTC',
  '2026-04-22T03:14:07 PM',
  '2026-04-22T03:14:07Zx',
  ' 2026-04-22T03:14:07Z',
  '2026-13-01T00:00:00Z',
  '2026-00-01T00:00:00Z',
  '2026-01-00T00:00:00Z',
  '2026-01-32T00:00:00Z',
  '2014-12-31T23:59:59.999Z',
  '2015-01-01T00:00:00.000Z',
  '2015-01-01T00:30:00+01:00',
  '2300-01-01T00:00:00Z',
  '1760000000',
  '2026-04-22T03:14:07,123Z',
  '22/04/2026 03:14:07',
  '20260422T031407Z',
  'now',
  '2026-04-22T03:14:07Z\n',
];
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
  'request.messages.0.tool_calls',
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

const structures = ['client', 'request', 'request.messages', 'request.messages.0', 'response'];
const isShape = (value: unknown) => value === undefined || value === '' || typeof value !== 'string';

/** A line that is odd at one path; `mark` is its response.input_tokens and, where that isn't what is odd, its id. */
function mutant(path: string, value: unknown, mark: number): string {
  const record = base();
  record.id = String(mark);
  record.response.input_tokens = mark;
  const names = path.split('.');
  let at = record as unknown as Record<string, unknown>;
  for (const name of names.slice(0, -1)) at = at[name] as Record<string, unknown>;
  at[names.at(-1)!] = value;
  return JSON.stringify(record);
}

describe('what the engine alone takes is taken, and stored the same, by the schema:', () => {
  test.each(paths)('%s', async path => {
    const structure = structures.includes(path);
    const values = structure ? odd.filter(isShape) : path === 'time' ? [...odd, ...times] : odd;
    const lines = values.map((value, i) => mutant(path, value, i + 1));
    const checked = lines.map(canonical);
    // Nothing that passed the schema is refused by the engine after all.
    const slow = await sketched(
      checked.filter(line => line !== undefined),
      sketchChecked,
    );
    expect(slow.length).toBe(checked.filter(line => line !== undefined).length);
    // The engine doesn't skip what has the wrong shape; there each line is looked at alone.
    const fast = structure
      ? (await Promise.all(lines.map(line => vouchedFor([line]).catch(() => [])))).flat()
      : await vouchedFor(lines);
    if (!structure) expect(fast.length).toBeGreaterThan(0);
    const mark = (row: Row) =>
      path === 'id' ? Object.entries(row).find(([name]) => name.includes('input_tokens'))![1] : row['id'];
    const rows = new Map(slow.map(row => [mark(row), row]));
    for (const row of fast)
      expect([values[Number(mark(row)) - 1], row]).toEqual([
        values[Number(mark(row)) - 1],
        rows.get(mark(row)),
      ]);
  });

  const line = JSON.stringify(base());
  test.each([
    ['spaces', line.replaceAll('":', '" : ').replaceAll(',"', ' ,\t"')],
    ['a key twice', `${line.slice(0, -1)},"id":"second"}`],
    ['another case', line.replace('"id"', '"ID"')],
    ['a byte order mark', `\ufeff${line}`],
    ['a raw tab', line.replace('hello', 'hel\tlo')],
    ['raw tabs inside and out', line.replace('hello', 'hel\tlo').replace(':', ':\t')],
    ['a raw carriage return', line.replace('hello', 'hel\rlo')],
    ['escapes', line.replace('hello', '\\u0068\\/\\ud83d\\ude00\\n')],
    ['an escape that is none', line.replace('hello', 'hel\\qlo\\\\')],
    ['too large a number', line.replace('"temperature":1', '"temperature":1e400')],
    ['numbers with a point', line.replace('"a":1', '"a":1.0').replace('"max_tokens":1', '"max_tokens":1.0')],
    ['something behind', `${line} x`],
  ])('a line with %s', async (_, line) => {
    const checked = canonical(line);
    const slow = checked === undefined ? [] : await sketched([checked], sketchChecked);
    const fast = await sketched([line], sketchSelect).catch(() => undefined);
    if (fast) expect(fast).toEqual(slow);
  });
});
