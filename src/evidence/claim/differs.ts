import { StillwatchError } from '../../errors.ts';
import { hourText } from '../sums/index.ts';

/** @param hour since 1970 @param entry the index of its entry */
export const differs = (hour: number, entry: number) =>
  new StillwatchError(
    'EVIDENCE_DIFFERS',
    `what is stored of the hour ${hourText(hour)} is not what the log committed to (entry ${entry})`,
    'A claim on such a store could not be proved. What is wrong: stillwatch fsck',
  );
