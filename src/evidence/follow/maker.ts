import { readFileSync } from 'node:fs';
import type { Maker } from '../entries.ts';
import { canonical } from '../log/index.ts';
import { sha256 } from '../sums/index.ts';

/**
 * What makes verdicts here: this version, a digest of the files that run, and one of the settings.
 *
 * `build` is the SHA-256 over the built files that `scripts/build.mjs` writes into dist/build.json: of the lines
 * `<SHA-256 in hex>  <name>`, by name, as `sha256sum` prints them. Where sources run as they are (tests), there are no built files,
 * and it is the digest of an empty list.
 *
 * @param settings beside until and alpha, which stand in the entry: what else a result depends on. There is nothing so far.
 */
export function makerOf(settings: Record<string, unknown> = {}): Maker {
  // The same places from src/evidence/follow and from dist/evidence/follow.
  const { version } = JSON.parse(read('../../../package.json')!) as { version: string };
  const built = read('../../build.json');
  const digest = built ? Buffer.from((JSON.parse(built) as { sha256: string }).sha256, 'hex') : sha256();
  return {
    version,
    build: digest.toString('base64'),
    config: sha256(canonical(settings)).toString('base64'),
  };
}

function read(path: string): string | undefined {
  try {
    return readFileSync(new URL(path, import.meta.url), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
