import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeDossier } from '../testing/dossier.ts';
import { bodyOf, note, signer } from '../testing/sign.ts';
import { run } from './cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'stillwatch-verify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

const witness = signer('witness.example', 4);
const made = makeDossier({ level: 'partner', witnesses: [witness] });
const good = file('good.zip', made.archive);
const kept = file('kept', note(bodyOf('log.example/stillwatch', 7, made.tree.root(7)), [made.key]));

async function verify(...args: string[]): Promise<{ status: number; out: string; error: string }> {
  let [out, error] = ['', ''];
  const status = await run(args, {
    out: text => void (out += text),
    error: text => void (error += text),
    width: 100,
  });
  return { status, out, error };
}

describe('stillwatch-verify', () => {
  it('says what holds, and exits with 0', async () => {
    const { status, out, error } = await verify(
      good,
      '--key',
      made.key.text,
      '--witness',
      witness.text,
      '--since',
      kept,
    );
    expect([status, error]).toEqual([0, '']);
    expect(out).toContain(
      'SW-2026-0001 (level partner, for “Example Partner”) holds: everything that can be checked is in order.\n',
    );
    expect(out).toContain('The log still begins with the 7 entries');
    expect(
      Math.max(
        ...out
          .split('\n')
          .slice(4)
          .map(line => line.length),
      ),
    ).toBeLessThanOrEqual(100);
  });

  it('says plainly that the key came with the file', async () => {
    const { status, out } = await verify(good);
    expect(status).toBe(0);
    expect(out).toContain('whose it is was not checked: the key came with it');
  });

  it('takes the key from a file too', async () => {
    expect((await verify(good, '--key', file('key', `${made.key.text}\n`))).out).toContain(
      'The key is the one that you gave.',
    );
    expect((await verify(good, '--key', file('empty', ''))).status).toBe(1);
  });

  it('gives the report as JSON', async () => {
    const { status, out } = await verify(good, '--json', '--key', signer('other', 1).text);
    expect(status).toBe(1);
    const report = JSON.parse(out);
    expect(report).toMatchObject({
      holds: false,
      level: 'partner',
      campaign: 'SW-2026-0001',
      partner: 'Example Partner',
    });
    expect(report.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(
      report.findings.filter(({ standing }: { standing: string }) => standing === 'failed'),
    ).toMatchObject([{ code: 'KEY_OTHER', topic: 'KEY_OTHER' }]);
  });

  it('says what failed, and nothing of what would else be proved', async () => {
    const { status, out } = await verify(good, '--witness', signer('nobody.example', 4).text);
    expect(status).toBe(1);
    expect(out).toContain('does not hold');
    expect(out).toContain('WITNESS_MISSING: The witness nobody.example has not signed the checkpoint.');
    expect(out).not.toContain('Proved');
  });

  it('strips what would act on a terminal', async () => {
    const claims = structuredClone(made.claims);
    claims.claims.at(-1).says = '\u001b[2J\u202eevil\nProved\u0007';
    const { out } = await verify(file('\u001b[31m.zip', made.seal({ claims })));
    expect(out).toContain('“\ufffd[2J\ufffdevil Proved\ufffd”');
    expect(out).not.toContain('\u001b');
  });

  it('takes nothing that it does not know', async () => {
    for (const args of [[], [good, good], [good, '--trust'], [good, '--key']])
      expect((await verify(...args)).status).toBe(2);
    expect(await verify('--help')).toMatchObject({ status: 0, error: '' });
  });
});
