import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

const hex = (n, digits) => n.toString(16).padStart(digits, '0');
const uuid = n => `00000000-0000-4000-8000-${hex(n, 12)}`;
const pattern = n => {
  const [a, b, c] = [(n >> 16) & 255, (n >> 8) & 255, n & 255];
  if (n % 3 === 0) return `[ipv4-addr:value ISSUBSET '${100 + (a % 100)}.${b}.${c}.0/24']`;
  if (n % 3 === 1) return `[email-addr:value LIKE '%@d${n}.example']`;
  return `[llm-exchange:phrase_sketches[*] = '${hex(n, 16)}' AND llm-exchange:sketch_key = '0123456789abcdef']`;
};

/** Writes a bundle of so many indicators to a file; gives its length in bytes. */
export async function many(path, count) {
  const file = createWriteStream(path);
  let bytes = 0;
  const write = async text => {
    bytes += text.length;
    if (!file.write(text)) await once(file, 'drain');
  };
  await write('{"type":"bundle","id":"bundle--00000000-0000-4000-8000-000000000000","objects":[');
  for (let n = 0; n < count; n++)
    await write(
      `${n ? ',\n' : ''}${JSON.stringify({
        type: 'indicator',
        spec_version: '2.1',
        id: `indicator--${uuid(n)}`,
        created: '2026-10-01T00:00:00.000Z',
        modified: '2026-11-01T00:00:00.000Z',
        name: `indicator ${n}`,
        description: 'Shown by 12% of the accounts of the campaign and by under 0.1% of others.',
        indicator_types: ['attribution'],
        pattern: pattern(n),
        pattern_type: 'stix',
        pattern_version: '2.1',
        valid_from: '2026-10-01T00:00:00.000Z',
        valid_until: '2027-03-01T00:00:00.000Z',
        object_marking_refs: ['marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421'],
      })}`,
    );
  await write(']}');
  file.end();
  await once(file, 'close');
  return bytes;
}
