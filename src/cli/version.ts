import { readFileSync } from 'node:fs';

/** This version of Stillwatch, as package.json says. */
export function version(): string {
  // The same place from src/cli and from dist/cli.
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
