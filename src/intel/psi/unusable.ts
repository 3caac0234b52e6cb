import { StillwatchError } from '../../errors.ts';

/** A file of private matching that says nothing that can be trusted. */
export const unusable = (path: string, what: string, mend: string) =>
  new StillwatchError('PSI_STATE', `${path} ${what}`, mend);
