import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readArchive } from './archive.ts';
import * as formats from './formats.ts';
import { readJson } from './json.ts';
import { read } from './shape.ts';
import { type Trust, verify } from './verify.ts';

// Dossiers of each version of the format, frozen: what holds once holds for ever. Beside NAME.zip may stand NAME.json, with what
// a reader brings to it.

const folder = new URL('../golden/', import.meta.url);
const names = readdirSync(folder).filter(name => /^v\d+-.*\.zip$/.test(name));

describe.each(names)('%s', name => {
  const archive = new Uint8Array(readFileSync(new URL(name, folder)));
  const beside = new URL(name.replace(/\.zip$/, '.json'), folder);
  const trust: Trust = existsSync(beside) ? JSON.parse(readFileSync(beside, 'utf8')) : {};

  it.each([
    ['with nothing else', {}],
    ['with what stands beside it', trust],
  ])('holds %s', async (_, given) => {
    const { findings, holds } = await verify(archive, given);
    expect(findings.filter(({ standing }) => standing === 'failed')).toEqual([]);
    expect(holds).toBe(true);
  });

  it('says what it is', async () => {
    const claims = read(
      formats.dossier,
      readJson(readArchive(archive).get('claims.json')!, 'claims.json', 1e7),
      'claims.json',
    );
    expect((await verify(archive, trust)).about).toEqual({
      campaign: claims.campaign,
      level: claims.level,
      partner: claims.partner,
    });
  });
});

it('there are some', () => expect(names.length).toBeGreaterThan(0));
