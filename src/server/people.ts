import { join } from 'node:path';
import { z } from 'zod';
import { StillwatchError } from '../errors.ts';
import { readText, replace } from '../files.ts';
import { isOurs, isSamePerson } from '../policy/index.ts';
import { cleanName } from './oidc/claims.ts';

const fileSchema = z.object({
  people: z.array(
    z.object({ issuer: z.string(), subject: z.string(), name: z.string(), since: z.iso.datetime() }),
  ),
});

/**
 * Under what name somebody who signs in at a provider stands in the audit trail (`people.json` in the data folder). A provider
 * knows people by a subject, which never changes and nobody can read; so at the first sign-in each is given a name, and keeps it
 * whatever becomes of their address. No two have names that look alike: they would be one person, and one is not two.
 */
export class People {
  readonly #path: string;
  readonly #people: z.infer<typeof fileSchema>['people'];

  constructor(data: string) {
    this.#path = join(data, 'people.json');
    try {
      this.#people = fileSchema.parse(JSON.parse(readText(this.#path) ?? '{"people":[]}')).people;
    } catch (cause) {
      throw new StillwatchError(
        'OIDC_INVALID',
        `${this.#path} is not a file of people`,
        'Restore it from a backup. Without it everyone is given a name anew, and may look like a second person.',
        { cause },
      );
    }
  }

  /** @param wanted what the provider says that they are called, where it is sure */
  nameOf(issuer: URL, subject: string, wanted: string | undefined): string {
    const known = this.#people.find(one => one.issuer === issuer.href && one.subject === subject);
    if (known) return known.name;
    const isFree = (name: string) => !isOurs(name) && !this.#people.some(one => isSamePerson(one.name, name));
    const unique = cleanName(`${subject} at ${issuer.host}`);
    let name = wanted && isFree(wanted) ? wanted : wanted ? `${wanted} (${unique})` : unique;
    for (let n = 2; !isFree(name); n++) name = `${unique} (${n})`;
    this.#people.push({ issuer: issuer.href, subject, name, since: new Date().toISOString() });
    replace(this.#path, `${JSON.stringify({ people: this.#people }, null, 2)}\n`);
    return name;
  }
}
