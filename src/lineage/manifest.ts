import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StillwatchError } from '../errors.ts';

const name = z.string().min(1);
const released = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'is a year, a month or a day: 2023, 2023-03 or 2023-03-14');

const entry = z.object({
  file: name,
  model: name,
  role: z.enum(['reference', 'control', 'student']),
  family: name.nullish(),
  vendor: name.nullish(),
  released: released.nullish(),
  teacher: z.union([name, z.array(name).min(1)]).nullish(),
  group: name.nullish(),
});

const schema = z.object({ prompts: name.nullish(), models: z.array(entry).min(1) });

/** A model of the references, as the manifest has it (docs/lineage.md). */
export interface Listed {
  file: string;
  model: string;
  /** reference: a possible teacher; control: known not to be anybody's student; student: known to be `teachers`'. */
  role: 'reference' | 'control' | 'student';
  /** A reference's: snapshots of one family are one candidate. */
  family: string | null;
  vendor: string | null;
  /** 2023, 2023-03 or 2023-03-14. */
  released: string | null;
  /** A student's: families. */
  teachers: string[];
  /** Models that share their training data: they are left out together. */
  group: string;
}

export interface Manifest {
  prompts: string | null;
  models: Listed[];
}

/** Reads `manifest.json` of a folder of references. Throws LINEAGE_MANIFEST, which says what is wrong where. */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, 'manifest.json');
  const text = await readFile(path, 'utf8').catch(cause => {
    throw wrong(
      `${path} cannot be read: ${(cause as Error).message}`,
      '--references takes a folder with a manifest.json and the files of answers that it names.',
    );
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw wrong(
      `${path} is not JSON: ${(cause as Error).message}`,
      'Mend it: docs/lineage.md has an example.',
    );
  }
  const read = schema.safeParse(value);
  if (!read.success) {
    const { path: at, message } = read.error.issues[0]!;
    const which = at[0] === 'models' && typeof at[1] === 'number' ? ` (${nameOf(value, at[1])})` : '';
    throw wrong(
      `${path}: ${at.join('.') || 'the document'}${which}: ${message}`,
      'A model is {"file","model","family","vendor","released","role"}, role reference, control or student; a student has "teacher" and "group" too.',
    );
  }
  const families = new Set(read.data.models.map(({ family }) => family));
  const models = read.data.models.map(listed);
  // "f1+f2", as tables of lineages write it.
  for (const model of models)
    model.teachers = model.teachers.flatMap(name => (families.has(name) ? [name] : name.split('+')));
  return { prompts: read.data.prompts ?? null, models };
}

function listed(model: z.infer<typeof entry>): Listed {
  const { file, role, family = null, vendor = null, teacher, group } = model;
  if (role === 'reference' && !family)
    throw wrong(
      `${model.model} is a reference without a family`,
      'Say its "family": snapshots of one are one candidate.',
    );
  if (role === 'student' && !teacher)
    throw wrong(
      `${model.model} is a student without a teacher`,
      'Say its "teacher", the family; or make it a control.',
    );
  return {
    file,
    model: model.model,
    role,
    family: family ?? null,
    vendor: vendor ?? family ?? null,
    released: model.released ?? null,
    teachers: role === 'student' ? [teacher ?? []].flat() : [],
    group: group ?? (role === 'reference' ? `family ${family}` : `model ${model.model}`),
  };
}

const wrong = (message: string, mend: string) => new StillwatchError('LINEAGE_MANIFEST', message, mend);

const nameOf = (value: unknown, index: number): string =>
  String((value as { models: { model?: unknown }[] }).models[index]?.model ?? 'no name');
