import { expect, it } from 'vitest';
import { type Json, makeDossier } from '../testing/dossier.ts';
import { random } from '../testing/hash.ts';
import { mutateBytes, mutateJson } from '../testing/mutate.ts';
import { signer } from '../testing/sign.ts';
import { verify } from './verify.ts';

// `MUTATIONS=10000 npx vitest run verifier/src/mutations.test.ts` for more of them; SEED for others.
const MUTATIONS = Number(process.env.MUTATIONS ?? 300);
const next = random(Number(process.env.SEED ?? 7));

const witness = signer('witness.example', 4);
const dossiers = (['public', 'partner', 'regulator'] as const).map(level =>
  makeDossier({ level, rotations: 1, witnesses: [witness], excerpts: level === 'public' ? 0 : 2 }),
);

/**
 * What a dishonest maker can change and sign again, and it holds: each is the maker's word, or something that he may leave
 * out. Nothing else may be on this list.
 */
const onlyAsserted: Record<'claims' | 'accounts' | 'excerpts', RegExp[]> = {
  claims: [
    /^claims\[\d+\]\.says$/,
    /^partner$/,
    // A published checkpoint may be left out, unless the key changed there.
    /^log\.earlier(\[\d+\])?$/,
    // A witness's line on an earlier checkpoint may be left out.
    /^log\.earlier\[\d+\]\.checkpoint$/,
  ],
  accounts: [/\.membership$/, /\.id$/],
  excerpts: [/^excerpts(\[\d+\](\.(exchange|at|model|text))?)?$/],
};

const holds = async (archive: Uint8Array<ArrayBuffer>): Promise<boolean> =>
  (await verify(archive, { witnesses: [witness.text] })).holds;

it('each of these dossiers holds as it was made', async () => {
  for (const { archive } of dossiers) expect(await holds(archive)).toBe(true);
});

it('whatever is changed in the bytes of a dossier, it is noticed', async () => {
  for (let i = 0; i < MUTATIONS / 2; i++) {
    const { archive } = dossiers[i % dossiers.length]!;
    const { bytes, how } = mutateBytes(archive, next);
    if (await holds(bytes)) expect.fail(`not noticed: ${how}`);
  }
}, 3_600_000);

it('whatever a dishonest maker changes and signs again, it is noticed, but for what is only asserted', async () => {
  let asserted = 0;
  const unnoticed: string[] = [];
  for (let i = 0; i < MUTATIONS / 2; i++) {
    const made = dossiers[i % dossiers.length]!;
    const parts = (['claims', 'claims', 'claims', 'accounts', 'excerpts'] as const).filter(
      part => made[part] !== null,
    );
    const part = parts[i % parts.length]!;
    const { how, path, value } = mutateJson(made[part], next);
    if (!(await holds(made.seal({ [part]: value } as Json)))) continue;
    asserted++;
    if (!onlyAsserted[part].some(known => known.test(path))) unnoticed.push(`${part}: ${how} ${path}`);
  }
  expect(unnoticed).toEqual([]);
  console.log(`${MUTATIONS} mutations: each was noticed, but for ${asserted} of what is only asserted`);
}, 3_600_000);
