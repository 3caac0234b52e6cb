import { StillwatchError } from '../errors.ts';
import { QueryError } from '../store/index.ts';

/** A file that could not be read to its end. What came before the broken place was taken in. */
export interface FailedFile {
  file: string;
  reason: string;
}

/** Thrown where an input itself is at fault: that file is set aside, and the others are none the worse for it. */
export class BrokenInput extends StillwatchError {
  readonly failed: FailedFile;

  constructor(file: string, reason: string, cause?: unknown) {
    super(
      'INPUT_BROKEN',
      `cannot read ${file} to its end: ${reason}`,
      'What came before is stored. Mend or replace the file and ingest it again: nothing is counted twice.',
      { cause },
    );
    this.failed = { file, reason };
  }
}

/** Anything but the engine running out of memory (241), disk (243) or being told to stop (394) is about the lines. */
export const isAboutInput = (error: unknown): error is QueryError =>
  error instanceof QueryError && ![241, 243, 394].includes(error.engineCode ?? 0);
