import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readReferences, readSuspect, spaceOf, type TestOptions, testLineage, Words } from './index.ts';
import { Metric } from './metric.ts';
import { candidatesOf, heldOut, toCentre } from './scores.ts';
import {
  answersOf,
  lines,
  type MadeModel,
  madeWorld,
  manner,
  studentOf,
  writeReferences,
} from './testing/family.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-lineage-'));
const references = join(scratch, 'references');
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
beforeAll(() => writeReferences(references, madeWorld(60)));

async function test(text: string, options?: TestOptions, folder = references) {
  const file = join(scratch, 'suspect.jsonl');
  writeFileSync(file, text);
  return testLineage(await readSuspect(file), folder, options);
}

describe('a student of a family that no known student is of', () => {
  const student = studentOf(4, 0.9, 60, 7000, 'suspect').answers;

  it('is ranked, convicted and dosed', async () => {
    // Of one family only: so few unrelated models don't do for six.
    const found = await test(lines(student), { teachers: ['f4'] });
    expect(found.teachers.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(found.teachers[0]).toMatchObject({ family: 'f4', vendor: 'v4' });
    expect(found.verdict).toBe('distilled');
    expect(found.teachers[0]!.p_value).toBeLessThan(0.01);
    const { estimate, low, high } = found.teachers[0]!.dose!;
    expect(estimate).toBeGreaterThan(0.5);
    expect(low).toBeLessThanOrEqual(estimate);
    expect(high).toBeGreaterThanOrEqual(estimate);
    expect(found.prompts_used).toBe(60);
    expect(found.innocent).toHaveLength(3);
    expect(found.passages[0]!.snapshot).toMatch(/^f4-/);
  });

  it('is no candidate’s once its teacher came later', async () => {
    const found = await test(lines(student), { asof: '2019' });
    expect(found).toMatchObject({ verdict: 'not-determined', teachers: [] });
    const before = await test(lines(student), { asof: '2021-05' });
    expect(new Set(before.teachers.map(({ family }) => family))).toEqual(new Set(['f0', 'f1', 'f4', 'f5']));
  });

  it('stands in a part of the prompts, with answers missing or empty, lines broken and several samples', async () => {
    const part = student.slice(0, 40).map((output, prompt_id) => ({ prompt_id: String(prompt_id), output }));
    const text = [...part, ...part, { prompt_id: 50, output: '' }, { prompt_id: 9999, output: 'what?' }]
      .map(line => JSON.stringify(line))
      .join('\n');
    const found = await test(`${text}\nnot json\n`);
    expect(found.teachers[0]!.family).toBe('f4');
    expect(found.prompts_used).toBe(40);
    expect(found.notes.join()).toMatch(/no answers: 1,empty answers of the suspect, left out: 1/);
  });
});

it('finds no teacher of a model that has none', async () => {
  for (const seed of [8000, 8001, 8002]) {
    const found = await test(lines(answersOf(manner(seed), 60, seed)));
    expect(found.verdict).not.toBe('distilled');
  }
});

it('says what is lacking instead of guessing', async () => {
  const few = join(scratch, 'few');
  writeReferences(
    few,
    madeWorld(60).filter(({ role }) => role === 'reference'),
  );
  const student = lines(studentOf(4, 0.9, 60, 7000, 'suspect').answers);
  const found = await test(student, {}, few);
  expect(found.verdict).toBe('not-determined');
  expect(found.reasons.join(' ')).toContain('Add controls');
  const one = join(scratch, 'one');
  writeReferences(one, madeWorld(60).slice(0, 1));
  expect((await test(student, {}, one)).teachers).toMatchObject([
    { family: 'f0', p_value: 1, dose: { estimate: 0, low: 0, high: 1 }, curve: null },
  ]);
  const some = join(scratch, 'some');
  writeReferences(
    some,
    madeWorld(60).filter(({ model, role }) => role === 'reference' || /^c1?\d$/.test(model)),
  );
  const more = await test(student, {}, some);
  expect(more.verdict).toBe('not-determined');
  expect(more.reasons.join(' ')).toMatch(/no p-value over 6 candidates can be below/);
  // One hypothesis needs less.
  expect((await test(student, { teachers: ['f4'] }, some)).teachers[0]!.p_value).toBeLessThan(0.01);
});

it('leaves out what has the suspect’s own answers, and its group', async () => {
  const [mine] = madeWorld(60).filter(({ model }) => model.startsWith('s1-'));
  const found = await test(lines(mine!.answers));
  expect(found.notes.join()).toContain(`60 of 60 answers are word for word those of ${mine!.model}`);
  expect(found.teachers[0]!.family).toBe('f1');
  // Another group that is told is left out beside it: two students each, of 58 models.
  expect((await test(lines(mine!.answers), { group: 'g0' })).null.models).toBe(54);
  const strange = await test(lines(mine!.answers), { group: 'nobody' });
  expect(strange.notes.join()).toContain('no model of the references is of the group nobody');
});

it('says of a teacher’s own answers that they may be the teacher’s', async () => {
  const [teacher] = madeWorld(60);
  const found = await test(lines(teacher!.answers), { teachers: ['f0'] });
  expect(found.verdict).toBe('distilled');
  expect(found.reasons.at(-1)).toMatch(
    /^60 of 60 answers are word for word those of f0-0: .*that model itself/,
  );
  expect(found.passages[0]!.text.split(' ').length).toBeLessThanOrEqual(61);
  // What was asked for is what is spoken of, whoever is first.
  const other = await test(lines(teacher!.answers), { teachers: ['f3'] });
  expect(other.reasons.join()).toMatch(/As near to f3 come others by chance: .* over one candidate/);
  await expect(test(lines(['a']), { teachers: ['f3'], asof: '2021' })).rejects.toMatchObject({
    code: 'USAGE',
    message: expect.stringContaining('released by 2021'),
  });
});

it('measures each model in a metric that is learnt without its group, a control’s too', async () => {
  const folder = join(scratch, 'shared-group');
  writeReferences(
    folder,
    madeWorld(8).map(model =>
      /^c[01]$/.test(model.model) ? { ...model, group: `g${model.model[1]}` } : model,
    ),
  );
  const space = spaceOf(await readReferences(folder, new Words()));
  const { members } = space.corpus;
  const families = candidatesOf(members);
  const scores = heldOut(space, families, new Set());
  for (const name of ['c0', 'c1', 's0-3000']) {
    const i = members.findIndex(({ model }) => model === name);
    const metric = new Metric(space, new Set([members[i]!.group]));
    expect([...scores[i]!]).toEqual(families.map(family => toCentre(metric.member(i), family, metric)));
  }
});

it('reads scripts without spaces', async () => {
  const folder = join(scratch, 'han');
  const han = (text: string) =>
    text
      .replace(/[a-z]+/g, word =>
        String.fromCodePoint(
          0x4e00 + ((word.length * 131 + word.charCodeAt(0) * 7 + word.charCodeAt(word.length - 1)) % 4000),
        ),
      )
      .replaceAll(' ', '');
  writeReferences(
    folder,
    madeWorld(40).map((model): MadeModel => ({ ...model, answers: model.answers.map(han) })),
  );
  const found = await test(lines(studentOf(4, 0.9, 40, 7000, 'x').answers.map(han)), {}, folder);
  expect(found.teachers[0]!.family).toBe('f4');
});

describe('a manifest that is not right', () => {
  const broken = async (change: (models: Record<string, unknown>[]) => unknown) => {
    const folder = join(scratch, 'broken');
    writeReferences(folder, madeWorld(5).slice(0, 4));
    const path = join(folder, 'manifest.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    change(manifest.models);
    writeFileSync(path, JSON.stringify(manifest));
    return test(lines(['a b c']), {}, folder).then(
      () => null,
      ({ code, message }) => `${code} ${message}`,
    );
  };

  it('may name several teachers in one word, and one that is nobody’s', async () => {
    const folder = join(scratch, 'teachers');
    const taught = [
      { ...madeWorld(5)[0]!, model: 's', role: 'student' as const, teacher: 'f0+f1' },
      { ...madeWorld(5)[1]!, model: 't', role: 'student' as const, teacher: 'f9' },
    ];
    writeReferences(folder, [...madeWorld(5).slice(0, 4), ...taught]);
    const { members, notes } = await readReferences(folder, new Words());
    expect(members.slice(-2).map(({ teachers }) => teachers)).toEqual([['f0', 'f1'], ['f9']]);
    expect(notes).toEqual(['students of no family of the references: t']);
  });

  it('is refused in words', async () => {
    expect(await broken(models => (models[0]!['role'] = 'teacher'))).toMatch(
      /^LINEAGE_MANIFEST .*models\.0\.role \(f0-0\)/,
    );
    expect(await broken(models => delete models[1]!['family'])).toMatch(
      /^LINEAGE_MANIFEST f0-1 is a reference without a family/,
    );
    expect(await broken(models => (models[0]!['file'] = 'none.jsonl'))).toMatch(
      /^LINEAGE_ANSWERS .*none\.jsonl/,
    );
    expect(await broken(models => (models[0]!['released'] = 'May'))).toMatch(/^LINEAGE_MANIFEST .*2023-03/);
    await expect(test(lines(['a']), {}, join(scratch, 'nowhere'))).rejects.toMatchObject({
      code: 'LINEAGE_MANIFEST',
    });
    await expect(test('{"prompt_id":"x","output":"a b"}\n')).rejects.toMatchObject({
      code: 'LINEAGE_PROMPTS',
    });
    await expect(test('nothing\n')).rejects.toMatchObject({ code: 'LINEAGE_ANSWERS' });
    await expect(test(lines(['a']), { teachers: ['nobody'] })).rejects.toMatchObject({ code: 'USAGE' });
  });
});

const shared = fileURLToPath(new URL('../../../shared/data/lineage/alpaca_eval', import.meta.url));

it.skipIf(!existsSync(shared))(
  'knows a model that was only asked otherwise among 48 real ones, from 80 prompts',
  async () => {
    const { teacher_families: families } = JSON.parse(readFileSync(join(shared, 'teachers.json'), 'utf8'));
    const folder = mkdtempSync(join(scratch, 'real-'));
    symlinkSync(shared, join(folder, 'data'));
    const models = Object.entries(families as Record<string, string[]>).flatMap(([family, names]) =>
      names.map(model => ({
        file: `data/answers/${model}.jsonl.gz`,
        model,
        family,
        vendor: family,
        role: 'reference',
      })),
    );
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ prompts: 'data/prompts.jsonl', models }));
    const answers = gunzipSync(readFileSync(join(shared, 'answers/claude-2.1_verbose.jsonl.gz')))
      .toString()
      .split('\n');
    const found = await test(answers.slice(0, 80).join('\n'), {}, folder);
    expect(found.teachers[0]).toMatchObject({ family: 'claude12', rank: 1 });
    expect(found.teachers[0]!.p_unadjusted).toBeLessThan(0.01);
    expect(found.verdict).toBe('not-determined');
  },
);
