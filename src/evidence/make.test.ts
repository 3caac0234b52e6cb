import { expect, it } from 'vitest';
import { dossier } from './make.ts';

it.each([
  ['partner', undefined],
  ['partner', ''],
  ['partner', ' '],
  ['partner', 'x'.repeat(201)],
  ['partner', 'half a letter: \ud800'],
  ['public', 'lab.example'],
] as const)(
  'at level %s a partner named %j is refused, before anything is read or logged',
  async (level, partner) => {
    const options = { level, partner, version: '0' };
    await expect(dossier(undefined as never, '/nowhere', 'SW-2026-0001', options)).rejects.toMatchObject({
      code: 'USAGE',
    });
  },
);
