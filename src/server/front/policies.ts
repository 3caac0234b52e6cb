import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import {
  checkTexts,
  type Decision,
  type Explained,
  explainDecision,
  type Facts,
  Policies,
} from '../../policy/index.ts';

type OnChange = (texts: Readonly<Record<string, string>>) => void;

/** How often the folder is looked at, in milliseconds. */
const LOOK = 2000;

/**
 * The policies of a folder, read again when a file changes. What is not valid changes nothing: the last valid ones stay in
 * force, and the log says why.
 */
export class PoliciesInForce {
  readonly #folder: string;
  readonly #log: Logger;
  readonly #onChange: OnChange;
  #policies: Policies;
  #seen: string;
  #timer: NodeJS.Timeout;

  private constructor(folder: string, policies: Policies, log: Logger, onChange: OnChange) {
    this.#folder = folder;
    this.#policies = policies;
    this.#log = log;
    this.#onChange = onChange;
    this.#seen = stampOf(folder);
    this.#timer = setInterval(() => void this.#look(), LOOK).unref();
    onChange(policies.texts);
  }

  /** Throws POLICY_INVALID: a service does not start without policies. `onChange` hears of what comes into force, also at first. */
  static async open(folder: string, log: Logger, onChange: OnChange): Promise<PoliciesInForce> {
    return new PoliciesInForce(folder, await Policies.load(folder), log, onChange);
  }

  decide(facts: Facts): Decision {
    return this.#policies.decide(facts);
  }

  explain(facts: Facts): Explained {
    return explainDecision(this.#policies, facts);
  }

  /** What would be wrong with these, as the files of a folder. */
  check(texts: Readonly<Record<string, string>>) {
    return checkTexts(texts);
  }

  get texts(): Readonly<Record<string, string>> {
    return this.#policies.texts;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const stamp = stampOf(this.#folder);
    if (stamp === this.#seen) return;
    this.#seen = stamp;
    try {
      this.#policies = await Policies.load(this.#folder);
      this.#log.info({ folder: this.#folder }, 'the policies have changed');
      this.#onChange(this.#policies.texts);
    } catch (error) {
      this.#log.error(
        { reason: (error as Error).message },
        'the policies are not valid; those before stay in force',
      );
    }
  }
}

/** Changes when any of the files does; '' where the folder cannot be read. */
function stampOf(folder: string): string {
  try {
    return readdirSync(folder)
      .filter(name => name.endsWith('.cedar'))
      .sort()
      .map(name => {
        const { mtimeMs, size } = statSync(join(folder, name));
        return `${name} ${mtimeMs} ${size}`;
      })
      .join('\n');
  } catch {
    return '';
  }
}
