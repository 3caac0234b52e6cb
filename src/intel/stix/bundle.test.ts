import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Indicator, SharedCampaign } from '../model.ts';
import { type Level, levels, mayLeave } from '../tlp.ts';
import { bundleOf, readObject, splitObjects } from './index.ts';
import { patternOf, readPattern } from './pattern.ts';

const one = (kind: Indicator['kind'], value: string, level: Level, key?: string): Indicator => ({
  kind,
  value,
  share: 0.4,
  others: 0.0001,
  first_seen: '2026-04-22T03:14:07.123Z',
  last_seen: '2026-05-12T23:50:00.000Z',
  valid_until: '2026-11-12T23:50:00.000Z',
  level,
  ...(key && { key }),
});
const KEY = '0123456789abcdef';
const campaign: SharedCampaign = {
  id: 'SW-2026-0001',
  origin: 'Provider A',
  verdict: 'harvesting',
  error_bound: 4e-8,
  accounts: 498,
  exchanges: 576_000,
  input_tokens: 18_400_000,
  output_tokens: 512_300_000,
  first_seen: '2026-04-22T03:14:07.123Z',
  last_seen: '2026-05-12T23:50:00.000Z',
  models: { 'opus-4.6': 400_000 },
  capabilities: { chain_of_thought: 0.31, code: 0.23 },
  behaviour: [{ signal: 'level-volumes', family: 'volume', log_likelihood_ratio: 9.2 }],
  indicators: [
    one('network', '203.0.113.0/24', 'amber'),
    one('network', '2001:db8:1::/48', 'amber+strict'),
    one('email-domain', 'harvest.example', 'amber'),
    one('client', "o'client/1.0 \\ (x)", 'green'),
    one('tls', 't13d1516h2_8daaf6152771_b186095e22b6', 'green'),
    one('opening', 'deadbeef00000001', 'green', KEY),
    one('phrase', 'deadbeef00000002', 'green', KEY),
    one('tools', 'deadbeef00000003', 'red', KEY),
  ],
};
const at = '2026-05-13T00:00:00.000Z';
async function* bytesOf(value: unknown) {
  yield Buffer.from(JSON.stringify(value));
}

describe('a bundle', () => {
  test('at each level holds what may leave at it and nothing else, each object marked', () => {
    for (const level of levels.filter(level => level !== 'red')) {
      const text = JSON.stringify(bundleOf(campaign, level, at));
      for (const { value, level: marked } of campaign.indicators)
        expect(
          text.includes(JSON.stringify(value.replace(/[\\']/g, '\\$&')).slice(1, -1)),
          `${value} at ${level}`,
        ).toBe(mayLeave(marked, level));
    }
    expect(bundleOf(campaign, 'red', at).objects.filter(({ type }) => type === 'indicator')).toEqual([]);
  });

  test('is the same each time, refers to nothing that is not in it, and has each id once', () => {
    const bundle = bundleOf(campaign, 'amber+strict', at);
    expect(bundleOf(structuredClone(campaign), 'amber+strict', at)).toEqual(bundle);
    const ids = bundle.objects.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const refs = JSON.stringify(bundle.objects).match(/[a-z][a-z0-9-]*--[0-9a-f]{8}-[0-9a-f-]{27}/g)!;
    // The definition of the markings' extension is OASIS's; all that read TLP 2.0 know it.
    const outside = refs.filter(
      ref => !ids.includes(ref) && !ref.startsWith('extension-definition--60a3c5c5'),
    );
    expect(outside).toEqual([]);
    expect(
      bundleOf({ ...campaign, accounts: 499 }, 'clear', '2026-05-14T00:00:00Z').objects.map(({ id }) => id),
    ).toEqual(bundleOf(campaign, 'clear', at).objects.map(({ id }) => id));
  });

  test('is read back as it was written', async () => {
    const indicators: unknown[] = [];
    for await (const line of splitObjects(bytesOf(bundleOf(campaign, 'amber+strict', at)))) {
      const { indicator, level } = readObject(line);
      if (indicator) indicators.push({ ...indicator, level });
    }
    const sent = campaign.indicators.filter(({ level }) => level !== 'red');
    expect(indicators).toEqual(sent.map(({ last_seen: _, key = '', ...rest }) => ({ ...rest, key })));
  });

  // OASIS's schemas are not ours to keep here: STIX_SCHEMAS names a folder with them (cti-stix2-json-schemas, schemas/).
  const schemas = process.env['STIX_SCHEMAS'] ?? '';
  test.skipIf(!existsSync(schemas))('is valid by the schemas of OASIS', async () => {
    const { default: Ajv } = await import('ajv/dist/2020.js');
    const { default: formats } = await import('ajv-formats');
    const ajv = new Ajv.default({ strict: false, unicodeRegExp: false, allErrors: true });
    formats.default(ajv);
    for (const file of readdirSync(schemas, { recursive: true, encoding: 'utf8' }))
      if (file.endsWith('.json')) ajv.addSchema(JSON.parse(readFileSync(join(schemas, file), 'utf8')));
    const schemaOf = new Map(
      Object.keys(ajv.schemas).map(id => [id.split('/').at(-1)!.replace('.json', ''), id]),
    );
    for (const object of bundleOf(campaign, 'amber+strict', at).objects) {
      const id = schemaOf.get(object.type);
      if (!id) expect(object.type).toBe('llm-exchange');
      else expect(ajv.validate(id, object), `${object.type}: ${ajv.errorsText()}`).toBe(true);
    }
  });
});

describe('a pattern', () => {
  test('says again what it was made of', () => {
    const hash = fc.stringMatching(/^[0-9a-f]{16}$/);
    const text = fc.string({ minLength: 1, maxLength: 100, unit: 'binary' });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.record({ kind: fc.constantFrom('client' as const, 'tls' as const), value: text }),
          fc.record({
            kind: fc.constantFrom('opening', 'closing', 'phrase', 'system-prompt', 'tools'),
            value: hash,
            key: hash,
          } as const),
        ),
        said => {
          expect(readPattern(patternOf(said))).toEqual(said);
        },
      ),
    );
  });

  test.each([
    ["[ipv4-addr:value = '203.0.113.9']", { kind: 'network', value: '203.0.113.0/24' }],
    ["[ ipv4-addr:value ISSUBSET '203.0.113.0/24' ]", { kind: 'network', value: '203.0.113.0/24' }],
    ["[ipv4-addr:value ISSUBSET '203.0.0.0/16']", undefined],
    ["[ipv4-addr:value = '999.0.113.9']", undefined],
    ["[ipv6-addr:value = '2001:0DB8:1::9']", { kind: 'network', value: '2001:db8:1::/48' }],
    ["[ipv6-addr:value ISSUBSET '2001:db8::/32']", undefined],
    ["[ipv4-addr:value LIKE '%']", undefined],
    ["[email-addr:value LIKE '%']", undefined],
    ["[email-addr:value LIKE '%@%']", undefined],
    ["[email-addr:value LIKE '%@X.example']", { kind: 'email-domain', value: 'x.example' }],
    ["[file:name = 'x']", undefined],
    ["[ipv4-addr:value = '203.0.113.9'] AND [ipv4-addr:value = '203.0.113.8']", undefined],
    [`[llm-exchange:opening_sketch = 'x' AND llm-exchange:sketch_key = '${KEY}']`, undefined],
    [`[${'('.repeat(100_000)}`, undefined],
    [`[llm-exchange:ja4 = '${'\\\\'.repeat(400)}`, undefined],
  ])('%#: %.60s', (pattern, said) => {
    const started = performance.now();
    expect(readPattern(pattern)).toEqual(said);
    expect(performance.now() - started).toBeLessThan(100);
  });
});
