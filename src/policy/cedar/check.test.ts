import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { checkPolicies } from './check.ts';
import { Policies } from './policies.ts';
import { shippedFolder } from './shipped.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-check-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function folderOf(files: Record<string, string | Buffer>): string {
  const folder = mkdtempSync(join(scratch, 'p-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const permit = '@id("everyone")\npermit (principal, action, resource);\n';
const forbid = (annotations: string, when = 'true') =>
  `${permit}\n${annotations}\nforbid (principal, action, resource)\nwhen { ${when} };\n`;

it('finds nothing in the shipped policies', async () => {
  expect(await checkPolicies(shippedFolder)).toEqual({
    folder: shippedFolder,
    files: 3,
    policies: 6,
    findings: [],
    fixed: [],
  });
});

const said = '@text("because")';
it.each([
  [
    'a bracket that is missing',
    `${permit}\npermit (principal, action, resource;\n`,
    4,
    /unexpected token/,
    /Expected/,
  ],
  ['two places that are wrong', `permit (principal);\n${permit}`, 1, /./, /./],
  [
    'a string that is not closed',
    `${permit}forbid (principal, action, resource) when { context.channel == "we };`,
    3,
    /./,
    /./,
  ],
  [
    'country',
    forbid(`@decision("hold") ${said}`, 'principal.country == "XX"'),
    6,
    /`country`.*not found/,
    /left out on purpose/,
  ],
  [
    'an attribute misspelt',
    forbid(`@decision("hold") ${said}`, 'context.chanel == "api"'),
    6,
    /`chanel`/,
    /may know.* channel/,
  ],
  [
    'what may be missing',
    forbid(`@decision("hold") ${said}`, 'context.hold.id == "h"'),
    6,
    /optional attribute `hold`/,
    /presence/,
  ],
  [
    'types that do not fit',
    forbid(`@decision("hold") ${said}`, 'principal.plan == 1'),
    6,
    /Long and String/,
    /compatible/,
  ],
  [
    'another entity',
    `${permit}forbid (principal == User::"x", action, resource);`,
    3,
    /`User`/,
    /Did you mean/,
  ],
  [
    'another action',
    `${permit}forbid (principal, action == Action::"sak", resource);`,
    3,
    /unrecognized action/,
    /Action::"ask"/,
  ],
  ['a template', `${permit}forbid (principal == ?principal, action, resource);`, 3, /template/, /slot/],
  [
    'a decision that there is not',
    forbid(`@decision("block") ${said}`),
    4,
    /no decision "block"/,
    /verify, slow, thin, hold, suspend/,
  ],
  ['a forbid that allows', forbid(`@decision("allow") ${said}`), 4, /no decision "allow"/, /verify/],
  [
    'an obligation that there is not',
    forbid(`@decision("slow")\n@obligations("rate:10") ${said}`),
    5,
    /"rate:10" is no obligation/,
    /rate:N\/Ms/,
  ],
  [
    'no rate at all',
    forbid(`@decision("slow")\n@obligations("rate:0/1m") ${said}`),
    5,
    /"rate:0\/1m" is no obligation/,
    /./,
  ],
  ['an empty annotation', forbid(`@decision ${said}`), 4, /@decision says nothing/, /@decision\("…"\)/],
  [
    'a placeholder that there is not',
    forbid('@decision("hold")\n@text("{name} is out")'),
    5,
    /\{name\}/,
    /account, model/,
  ],
  ['an id twice', `${permit}${permit}`, 3, /line 1 is #everyone too/, /another @id/],
  [
    'an annotation twice',
    `@id("a")\n@id("b")\npermit (principal, action, resource);`,
    2,
    /duplicate annotation/,
    /./,
  ],
  [
    'an id with a space',
    '@id("a b")\npermit (principal, action, resource);',
    1,
    /letters, digits/,
    /another/,
  ],
  [
    'a mark that turns the direction',
    forbid(`@decision("hold") @text("\u202egnihton")`),
    4,
    /U\+202E/,
    /escape/,
  ],
])('tells of %s, with its line and how to mend it', async (_, text, line, message, mend) => {
  const folder = folderOf({ 'ok.cedar': '', 'wrong.cedar': text });
  const { findings } = await checkPolicies(folder);
  const errors = findings.filter(({ severity }) => severity === 'error');
  expect(errors[0]).toMatchObject({ file: 'wrong.cedar', line });
  expect(errors[0]!.message).toMatch(message);
  expect(errors[0]!.mend).toMatch(mend);
  expect(() => Policies.compile({ 'wrong.cedar': text })).toThrow(new RegExp(`^wrong\\.cedar:${line}: `));
});

it.each([
  ['a forbid without a decision', forbid(said), 4, /means hold/],
  ['a forbid without a text', forbid('@decision("hold")'), 4, /no reason but its name/],
  ['slow without a rate', forbid(`@decision("slow") ${said}`), 4, /no gateway knows how slow/],
  ['thin without obligations', forbid(`@decision("thin") ${said}`), 4, /leaves everything/],
  ['an annotation that nobody reads', `@reason("x")\n${permit}`, 1, /@reason means nothing/],
  ['a permit with a decision', `@decision("slow")\n${permit}`, 1, /@decision of a permit/],
  ['what is never true', forbid(`@decision("hold") ${said}`, 'false'), 4, /impossible/],
  [
    'that nothing permits',
    `@decision("hold") ${said}\nforbid (principal, action, resource);`,
    1,
    /no policy permits/,
  ],
  ['what is not formatted', 'permit(principal,action,resource);', 1, /not formatted/],
])('warns of %s, and uses it all the same', async (_, text, line, message) => {
  const { findings } = await checkPolicies(folderOf({ 'a.cedar': text }));
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  const finding = findings.find(one => message.test(one.message));
  expect(finding).toMatchObject({ severity: 'warning', file: 'a.cedar', line });
  expect(Policies.compile({ 'a.cedar': text }).all.length).toBeGreaterThan(0);
});

it('formats what can be read, keeps its comments, and leaves the rest alone', async () => {
  const untidy = '// why\npermit(principal,action,resource)when{context.channel=="web"}; // all\n';
  const broken = 'permit(principal,';
  const folder = folderOf({ 'a.cedar': untidy, 'b.cedar': broken, 'c.txt': 'not ours' });
  expect((await checkPolicies(folder, { fix: true })).fixed).toEqual(['a.cedar']);
  const text = readFileSync(join(folder, 'a.cedar'), 'utf8');
  expect(text).toBe(
    '// why\npermit (principal, action, resource)\nwhen { context.channel == "web" }; // all\n',
  );
  expect(readFileSync(join(folder, 'b.cedar'), 'utf8')).toBe(broken);
  expect(readdirSync(folder).sort()).toEqual(['a.cedar', 'b.cedar', 'c.txt']);
  expect((await checkPolicies(folder, { fix: true })).fixed).toEqual([]);
});

it('says of a file that it is not text, or too long', async () => {
  const folder = folderOf({
    'a.cedar': permit,
    'b.cedar': Buffer.from([0xff, 0xfe, 0x00]),
    'c.cedar': `// ${'x'.repeat(300_000)}\n`,
  });
  const { findings } = await checkPolicies(folder);
  expect(findings.map(({ file, message }) => [file, message])).toEqual([
    ['b.cedar', 'the file is not UTF-8'],
    ['c.cedar', expect.stringMatching(/^the file has 300\d+ bytes/)],
  ]);
  await expect(Policies.load(folder)).rejects.toThrow(/^b\.cedar:1: the file is not UTF-8 \(and 1 more\)$/);
});
