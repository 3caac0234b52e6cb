import { expect, it } from 'vitest';
import { makeDossier } from '../testing/dossier.ts';
import { verify } from './verify.ts';

it.each(['public', 'partner', 'regulator'] as const)('a dossier of level %s holds', async level => {
  const { archive, key } = makeDossier({ level, rotations: 2, excerpts: 1 });
  const { findings, holds } = await verify(archive, { key: key.text });
  expect(findings.filter(({ standing }) => standing === 'failed')).toEqual([]);
  expect(holds).toBe(true);
});
