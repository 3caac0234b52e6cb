import { type FileHandle, open } from 'node:fs/promises';
import { StillwatchError } from '../../errors.ts';
import type { Answer } from './api.ts';

/** A line of the file of answers: `prompt_id` and `output` are what a test reads. */
export interface Kept extends Answer {
  prompt_id: string | number;
  output: string;
  sample: number;
  model: string;
  /** When it was answered. */
  time: string;
  /** Of all that it was asked with, but for the prompt: answers that were asked otherwise don't belong in one file. */
  asking: string;
}

/** How a line begins: what is cut off at the end of a file begins so too, or is somebody else's. */
const BEGINS = '{"prompt_id":';

/** The file of answers: a line is on the disk before it counts, and what was cut in the middle is taken away. */
export class KeptAnswers {
  /** prompt_id → the samples that are there. */
  readonly samples = new Map<string, Set<number>>();
  /** Tokens that the answers in it have cost, as the endpoint said. */
  tokens = 0;
  /** Answers of which it didn't say. */
  untold = 0;
  count = 0;
  readonly #file: FileHandle;
  #last: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Throws LINEAGE_ANSWERS where the file holds something else, or answers that were asked otherwise. */
  static async open(path: string, asking: string): Promise<KeptAnswers> {
    // To be read, cut and appended to, and made where it isn't there.
    const file = await open(path, 'a+', 0o600);
    try {
      const bytes = await file.readFile();
      const end = bytes.lastIndexOf(10) + 1;
      const kept = new KeptAnswers(file);
      for (const line of bytes.subarray(0, end).toString('utf8').split('\n'))
        if (line.trim() !== '') kept.#take(line, path, asking);
      const torn = bytes.subarray(end).toString('utf8');
      if (!torn.startsWith(BEGINS.slice(0, torn.length))) throw noAnswer(path, torn);
      if (torn !== '') await file.truncate(end);
      return kept;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  #take(line: string, path: string, asking: string): void {
    const value = lineOf(line);
    if (!value) throw noAnswer(path, line);
    if (value.asking !== asking)
      throw unusable(
        `${path} has answers that were asked otherwise: of another endpoint or model, or with another --system, --temperature or --max-tokens`,
        'Choose another file with --out.',
      );
    this.#count(value);
  }

  #count({ prompt_id, sample, input_tokens, output_tokens }: Kept): void {
    const id = String(prompt_id);
    const there = this.samples.get(id) ?? new Set<number>();
    this.samples.set(id, there.add(sample));
    this.tokens += (input_tokens ?? 0) + (output_tokens ?? 0);
    if (input_tokens === null || output_tokens === null) this.untold++;
    this.count++;
  }

  /** Resolves when it is on the disk. */
  add(answer: Kept): Promise<void> {
    const written = this.#last.then(async () => {
      await this.#file.appendFile(`${JSON.stringify(answer)}\n`);
      await this.#file.datasync();
      this.#count(answer);
    });
    // After one that failed, on a full disk say, nothing is put behind its torn line.
    this.#last = written;
    return written;
  }

  async close(): Promise<void> {
    await this.#last.catch(() => {});
    await this.#file.close();
  }
}

function lineOf(line: string): Kept | null {
  try {
    const value = JSON.parse(line) as Kept;
    return typeof value.output === 'string' && Number.isInteger(value.sample) ? value : null;
  } catch {
    return null;
  }
}

const noAnswer = (path: string, line: string) =>
  unusable(
    `${path} has a line that is no answer: ${line.slice(0, 60)}`,
    'Choose another file with --out, or take the line out.',
  );

const unusable = (message: string, mend: string) => new StillwatchError('LINEAGE_ANSWERS', message, mend);
