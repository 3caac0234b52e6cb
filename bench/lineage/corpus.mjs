// The public set's own tables (models.tsv, teachers.json) as a manifest, and its answers as a corpus.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { readReferences, Words } from '../../dist/lineage/index.js';

const vendors = {
  davinci3: 'openai',
  gpt35: 'openai',
  gpt4: 'openai',
  gpt4t: 'openai',
  gpt4o: 'openai',
  claude12: 'anthropic',
  claude3: 'anthropic',
  llama2chat: 'meta',
  llama3: 'meta',
  gemini: 'google',
  gemma1: 'google',
};

/** 23.1 is October 2023: the table's numbers lost their last nought. */
const month = text => {
  if (!text) return null;
  const [year, rest = ''] = text.split('.');
  return `20${year}-${rest === '1' ? '10' : rest}`;
};

export function manifestOf(folder) {
  const { teacher_families: families, family_dates: dates } = JSON.parse(
    readFileSync(join(folder, 'teachers.json'), 'utf8'),
  );
  const familyOf = new Map(
    Object.entries(families).flatMap(([family, models]) => models.map(model => [model, family])),
  );
  const rows = readFileSync(join(folder, 'models.tsv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map(line => {
      const [model, kind, teacher, sure, group, date] = line.split('\t');
      return { model, kind, teachers: teacher.split('+'), sure, group: group || model, date: month(date) };
    });
  const models = rows.map(({ model, kind, teachers, group, date }) => {
    const file = `answers/${model}.jsonl.gz`;
    const family = familyOf.get(model);
    if (family)
      return {
        file,
        model,
        role: 'reference',
        family,
        vendor: vendors[family] ?? family,
        released: month(dates[family].toFixed(2)),
      };
    const released = date ?? undefined;
    return kind.startsWith('control')
      ? { file, model, role: 'control', group, released }
      : { file, model, role: 'student', teacher: teachers, group, released };
  });
  return { manifest: { prompts: 'prompts.jsonl', models }, rows };
}

export async function readCorpus(folder) {
  const { manifest, rows } = manifestOf(folder);
  const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-lineage-'));
  const there = path => relative(scratch, resolve(folder, path));
  writeFileSync(
    join(scratch, 'manifest.json'),
    JSON.stringify({
      prompts: there(manifest.prompts),
      models: manifest.models.map(m => ({ ...m, file: there(m.file) })),
    }),
  );
  const corpus = await readReferences(scratch, new Words());
  rmSync(scratch, { recursive: true });
  return { corpus, rows };
}
