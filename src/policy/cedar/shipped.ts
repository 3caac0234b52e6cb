import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The default policies and the schema: the same place from src/policy/cedar and from dist/policy/cedar. */
export const shippedFolder = fileURLToPath(new URL('../../../policies', import.meta.url));

let schema: string | undefined;

/** What policies may know, as Cedar reads it. */
export const schemaText = (): string =>
  (schema ??= readFileSync(join(shippedFolder, 'stillwatch.cedarschema'), 'utf8'));

/** Where the policies in force lie: the data folder's own, if there are, else the shipped ones. */
export function policiesFolder(data: string): string {
  const own = join(data, 'policies');
  return existsSync(own) ? own : shippedFolder;
}
