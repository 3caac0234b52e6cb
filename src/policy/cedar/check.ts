import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compiled } from './compile.ts';
import { withCedar } from './engine.ts';
import { type Finding, inOrder } from './finding.ts';
import { placeOf, textsIn } from './folder.ts';

export interface Check {
  folder: string;
  files: number;
  policies: number;
  findings: Finding[];
  /** Files that were rewritten. */
  fixed: string[];
}

/** Where lines are broken, as in the rest of the tree. */
const LINE_WIDTH = 110;

/**
 * Looks for all that is wrong with the policies of a folder, or with one file: that they parse, fit the schema, say what is read, and are formatted.
 *
 * @param fix rewrites files that are not formatted; no other file is touched
 */
export async function checkPolicies(path: string, { fix = false } = {}): Promise<Check> {
  const { folder, file: only } = await placeOf(path);
  const { texts, findings } = await textsIn(path);
  const { policies, findings: wrong } = compiled(texts);
  findings.push(...wrong);
  const isBroken = new Set(findings.filter(({ severity }) => severity === 'error').map(({ file }) => file));
  // Of a file alone: another may permit.
  const lacksPermit = !policies.some(({ effect }) => effect === 'permit');
  if (isBroken.size === 0 && lacksPermit && (!only || policies.length === 0))
    findings.push(nothingPermitted(Object.keys(texts)[0]!, policies.length));
  const fixed: string[] = [];
  for (const [file, text] of Object.entries(texts)) {
    if (isBroken.has(file)) continue;
    const formatted = format(text);
    if (formatted === undefined || formatted === text) continue;
    if (fix) {
      await replace(join(folder, file), formatted);
      fixed.push(file);
    } else findings.push(unformatted(file, text, formatted));
  }
  return {
    folder: path,
    files: Object.keys(texts).length,
    policies: policies.length,
    findings: findings.sort(inOrder),
    fixed,
  };
}

/** The same of texts by file name, with nothing read or written; whether they are formatted is not looked at. */
export function checkTexts(texts: Readonly<Record<string, string>>): Finding[] {
  const { policies, findings } = compiled({ ...texts });
  const isBroken = findings.some(({ severity }) => severity === 'error');
  if (!isBroken && !policies.some(({ effect }) => effect === 'permit'))
    findings.push(nothingPermitted(Object.keys(texts)[0] ?? '', policies.length));
  return findings.sort(inOrder);
}

const nothingPermitted = (file: string, policies: number): Finding => ({
  severity: policies ? 'warning' : 'error',
  file,
  line: 1,
  message: policies ? 'no policy permits: every request is held' : 'there is no policy',
  mend: 'Write one that permits: permit (principal, action, resource);',
});

const unformatted = (file: string, text: string, formatted: string): Finding => {
  const lines = formatted.split('\n');
  return {
    severity: 'warning',
    file,
    line: text.split('\n').findIndex((line, i) => line !== lines[i]) + 1 || 1,
    message: 'the file is not formatted',
    mend: 'stillwatch policy check --fix formats it.',
  };
};

/** The text as Cedar formats it; nothing where it cannot, or where that would be another policy. */
function format(text: string): string | undefined {
  try {
    const answer = withCedar(cedar =>
      cedar.formatPolicies({ policyText: text, lineWidth: LINE_WIDTH, indentWidth: 2 }),
    );
    return answer.type === 'success' && meaning(answer.formatted_policy) === meaning(text)
      ? answer.formatted_policy
      : undefined;
  } catch {
    return undefined; // too long for the formatter: that is no fault of the policy
  }
}

const meaning = (text: string): string =>
  JSON.stringify(compiled({ '': text }).policies.map(({ json }) => json));

/** Whole or not at all: whoever loads the folder meanwhile reads the one or the other. */
async function replace(path: string, text: string): Promise<void> {
  const beside = `${path}.${process.pid}.new`;
  await writeFile(beside, text);
  await rename(beside, path);
}
