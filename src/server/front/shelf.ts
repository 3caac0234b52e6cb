import { mkdirSync, readdirSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StillwatchError } from '../../errors.ts';
import type { DossierMade, DossierRequest } from '../protocol.ts';

/** A dossier that the service made, as it is listed. */
export interface Kept {
  /** Of its file. */
  name: string;
  campaign: string;
  level: DossierRequest['level'];
  partner: string | null;
  maker: string | null;
  /** Who asked for it. */
  by: string;
  /** ISO 8601, UTC. */
  at: string;
  bytes: number;
  /** Hex. */
  sha256: string;
  /** The index of its claim in the log. */
  claim: number;
  exchanges: number;
  accounts: number;
}

/**
 * The dossiers that the service made, in `dossiers/` of the data folder: each archive, and beside it as JSON who made it, when and
 * for whom. What left the house can so be told from what somebody says is it.
 */
export class Shelf {
  readonly #folder: string;

  constructor(data: string) {
    this.#folder = join(data, 'dossiers');
  }

  async put(
    { campaign, level, partner, maker }: DossierRequest,
    { archive, sha256, claim, exchanges, accounts }: DossierMade,
    by: string,
  ): Promise<Kept> {
    const at = new Date().toISOString();
    // A campaign's id may be anything: of it only what is plain stands in the name of a file.
    const said = campaign.replace(/[^\w-]/g, '_').slice(0, 40) || 'campaign';
    const name = `${said}-${level}-${at.slice(0, 19).replace(/[-:]/g, '')}Z-${sha256.slice(0, 8)}.zip`;
    const what = { campaign, level, partner: partner ?? null, maker: maker ?? null };
    const kept = { name, ...what, by, at, bytes: archive.byteLength, sha256, claim, exchanges, accounts };
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    await this.#write(name, archive);
    await this.#write(`${name}.json`, `${JSON.stringify(kept, null, 2)}\n`);
    return kept;
  }

  /** The newest first. */
  async list(): Promise<Kept[]> {
    const all = await Promise.all(
      this.#names()
        .filter(name => name.endsWith('.zip.json'))
        .map(async name => JSON.parse(await readFile(join(this.#folder, name), 'utf8')) as Kept),
    );
    return all.sort((a, b) => (a.at < b.at ? 1 : -1));
  }

  async archive(name: string): Promise<Buffer> {
    return readFile(this.#pathOf(name));
  }

  async remove(name: string): Promise<void> {
    const path = this.#pathOf(name);
    // What is said of it last: half removed it is listed still, and can be removed.
    await rm(path, { force: true });
    await rm(`${path}.json`, { force: true });
  }

  /** Only of what is there: a name from outside never becomes a path. */
  #pathOf(name: string): string {
    if (name.endsWith('.zip') && this.#names().includes(`${name}.json`)) return join(this.#folder, name);
    throw new StillwatchError(
      'DOSSIER_UNKNOWN',
      'there is no dossier of that name',
      'GET /v1/dossiers lists them; it may have been removed.',
    );
  }

  #names(): string[] {
    try {
      return readdirSync(this.#folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  async #write(name: string, bytes: Uint8Array | string): Promise<void> {
    const path = join(this.#folder, name);
    await writeFile(`${path}.draft`, bytes, { mode: 0o600 });
    await rename(`${path}.draft`, path);
  }
}
