import { StillwatchError } from '../errors.ts';
import type { FailedFile } from '../ingest/index.ts';
import { count } from './text/number.ts';

/** The rest was read and is summed up; that a part is missing is a failure all the same. */
export function failWhereBroken(failed: readonly FailedFile[]): void {
  if (failed.length === 0) return;
  throw new StillwatchError(
    'INPUT_BROKEN',
    `${count(failed.length, 'file')} could not be read to the end: ${failed.map(({ file }) => file).join(', ')}`,
    'What came before is stored, and all other files. Mend or replace each and ingest it again: nothing is counted twice.',
  );
}
