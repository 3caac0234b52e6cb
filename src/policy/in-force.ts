import type { Desk } from './desk.ts';

/** Writes down which policies are in force, by file name, where they are others than the trail says. */
export async function notePolicies(
  desk: Desk,
  texts: Record<string, string>,
  by: string,
): Promise<{ changed: string[] }> {
  const before = desk.state.policies?.texts ?? null;
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(texts)])].sort();
  const changed = names.filter(name => before?.[name] !== texts[name]);
  if (changed.length)
    await desk.write({
      actor: by,
      kind: 'policy',
      subject: 'policies',
      reason: `in force since the service read them: ${changed.join(', ')}`,
      before,
      after: texts,
    });
  return { changed };
}
