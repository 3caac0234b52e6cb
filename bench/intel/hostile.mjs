import { gzipSync } from 'node:zlib';

const ID = 'indicator--00000000-0000-4000-8000-000000000001';
const indicator = (more = {}) => ({
  type: 'indicator',
  spec_version: '2.1',
  id: ID,
  created: '2026-10-01T00:00:00.000Z',
  modified: '2026-10-01T00:00:00.000Z',
  pattern: "[ipv4-addr:value = '203.0.113.9']",
  pattern_type: 'stix',
  valid_from: '2026-10-01T00:00:00.000Z',
  ...more,
});
const relation = (n, from, to) => ({
  type: 'relationship',
  id: `relationship--00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  relationship_type: 'indicates',
  source_ref: from,
  target_ref: to,
});
const bundle = (...objects) => JSON.stringify({ type: 'bundle', id: 'bundle--x', objects });
/** An object with more text in it than JSON.stringify would write. */
const raw = text => bundle(indicator()).replace('{"type":"indicator"', `{${text},"type":"indicator"`);
const deep = n => `${'{"a":'.repeat(n)}1${'}'.repeat(n)}`;
const idOf = n => `campaign--00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/**
 * Bundles that are not to be taken, or whose objects do no harm (`taken`), by a number that makes each somewhat different: sizes,
 * places of the fault.
 */
export const cases = {
  'nested deeply': n => raw(`"x":${deep(40 + 97 * n)}`),
  'brackets alone': n => '['.repeat(1000 + 997 * n),
  'objects alone': n => '{"a":'.repeat(1000 + 997 * n),
  'an object that is too large': n => bundle(indicator({ x: 'y'.repeat(262_144 + n) })),
  'a string that is too long': n => bundle(indicator({ name: 'y'.repeat(65_537 + n) })),
  'an object of many properties': n =>
    bundle(indicator(Object.fromEntries(Array.from({ length: 30_000 + n }, (_, i) => [`property-${i}`, i])))),
  'no end': n => `${bundle(indicator(), indicator()).slice(0, 60 + (n % 400))}`,
  'an end too many': n => `${bundle(indicator())}${'}'.repeat(1 + (n % 50))}`,
  'text after it': n => `${bundle(indicator())}${'x'.repeat(1 + n)}`,
  'much around its objects': n =>
    `{"type":"bundle","objects":[${' '.repeat(66_000 + n)}${JSON.stringify(indicator())}]}`,
  'objects elsewhere': n => `{"type":"bundle","other${n}":[${JSON.stringify(indicator())}],"objects":[]}`,
  'no bundle': n => JSON.stringify({ type: `report${n}`, objects: [indicator()] }),
  'a list': n => JSON.stringify(Array.from({ length: 1 + n }, () => indicator())),
  'no JSON': n => `<html>${'x'.repeat(n)}</html>`,
  nothing: n => ' '.repeat(n),
  'no UTF-8': n =>
    Buffer.concat([
      Buffer.from(raw(`"x":"${'y'.repeat(n)}`).slice(0, 60)),
      Buffer.of(0xff, 0xfe, 0xc3, 0x28),
      Buffer.from(bundle(indicator())),
    ]),
  'no UTF-8 in a string': n =>
    Buffer.from(bundle(indicator({ name: `A${'y'.repeat(n)}` }))).map(byte => (byte === 65 ? 0xff : byte)),
  'UTF-16': n => Buffer.from(bundle(indicator({ name: String(n) })), 'utf16le'),
  'a NUL': n => `${bundle(indicator()).slice(0, 40 + n)}\0${bundle(indicator()).slice(40 + n)}`,
  'a type that is no name': n => bundle(indicator({ type: `Indicator ${n}` })),
  'a type that is a list': n => bundle(indicator({ type: ['indicator', n] })),
  'an id of another type': n => bundle(indicator({ id: ID.replace('indicator', `campaign${n ? 'x' : ''}`) })),
  'an id with SQL': n => bundle(indicator({ id: `indicator--'); DROP TABLE exchanges; -- ${n}` })),
  'no id': n => bundle({ ...indicator(), id: undefined, name: String(n) }),
  'another version of STIX': n => bundle(indicator({ spec_version: `2.${n % 2 ? 0 : n + 2}` })),
  'no time': n => bundle(indicator({ modified: `yesterday ${n}` })),
  'a time that cannot be': n => bundle(indicator({ valid_from: `2026-13-${45 + n}T00:00:00Z` })),
  'a pattern that is no text': n => bundle(indicator({ pattern: { n } })),
  'a pattern bomb': n => bundle(indicator({ pattern: `[${'('.repeat(10_001 + n)}` })),
  'a pattern of many parts': n =>
    bundle(indicator({ pattern: Array.from({ length: 600 + n }, () => "[file:name = 'x']").join(' AND ') })),
  'an indicator without a pattern': n => bundle(indicator({ pattern: undefined, name: String(n) })),
  'one id twice, not the same': n => bundle(indicator(), indicator({ name: `other ${n}` })),
  'a thing related to itself': n => bundle(relation(n, ID, ID)),
  'a relationship to nothing': n => bundle(relation(n, ID, `campaign--${n}`)),
  'a prototype': n => raw(`"__proto__":{"polluted":true,"n":${n}}`),
  'a prototype, spelt otherwise': n => raw(`"\\u005f_proto__":{"polluted":true,"n":${n}}`),
  'a constructor deep inside': n =>
    raw(`"x":{"y":[{"constructor":{"prototype":{"polluted":true,"n":${n}}}}]}`),
  'markings that are none': n =>
    bundle(indicator({ object_marking_refs: Array.from({ length: 21 + n }, () => ID) })),
  'a gzip bomb': n =>
    gzipSync(
      Buffer.concat([Buffer.from(bundle(indicator()).slice(0, -2)), Buffer.alloc(30_000_000 + n, 32)]),
    ),
  'a gzip bomb in an object': n => gzipSync(raw(`"x":"${'y'.repeat(40_000_000 + n)}"`)),
  'a gzip file that is cut off': n => gzipSync(bundle(indicator({ name: 'x'.repeat(n) }))).subarray(0, -9),
  'a gzip file within another': n => gzipSync(gzipSync(bundle(indicator({ name: String(n) })))),
};

/** What looks hostile and does no harm: it is taken, and nothing follows of it. */
export const harmless = {
  'relationships in a circle': n =>
    bundle(...Array.from({ length: 2 + n }, (_, i) => relation(i, idOf(i), idOf((i + 1) % (2 + n))))),
  'bidi and ANSI in a name': n => bundle(indicator({ name: `\u202e\u001b[31mred\u001b]0;title\u0007 ${n}` })),
  'a pattern that is not looked for': n =>
    bundle(indicator({ pattern: `[file:size > ${n}] REPEATS 1000000 TIMES` })),
  'a value with SQL': n =>
    bundle(indicator({ pattern: `[email-addr:value LIKE '%@x\\'; DROP TABLE exchanges; --${n}']` })),
};

/** So many, of all cases in turn, each of another size than the one of its case before. */
export function* hostileBundles(count) {
  const all = Object.entries(cases);
  for (let i = 0; i < count; i++) {
    const [name, make] = all[i % all.length];
    yield { name, bytes: make(Math.floor(i / all.length)) };
  }
}
