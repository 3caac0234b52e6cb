import { StillwatchError } from '../../errors.ts';

const restore = 'stillwatch fsck names all that is wrong. Restore the log’s folder from a backup.';

export const noLog = (data: string) =>
  new StillwatchError(
    'LOG_NONE',
    `${data} has no log yet`,
    'It begins with the first detection, or with: stillwatch log --create',
  );

export const lostLog = (data: string) =>
  new StillwatchError(
    'LOG_BROKEN',
    `there is a key of a log in ${data}, and no log`,
    'Restore the folder log from a backup. A new log under this key would pass for a rewritten one; to begin one all the same, which nobody takes for the old one, put log-key elsewhere first.',
  );

export const otherTiles = () =>
  new StillwatchError('LOG_BROKEN', 'the log’s tiles are not those of its checkpoint', restore);

export const otherPublished = (size: number) =>
  new StillwatchError(
    'LOG_BROKEN',
    `the log’s first ${size} entries are not those of the checkpoint that was published`,
    restore,
  );

export const noSuchSize = (size: number, of: number) =>
  new StillwatchError(
    'ENTRY_UNKNOWN',
    `the log has ${of} entries, not ${size}`,
    'stillwatch log says how many there are; the first has index 0.',
  );

export const badOrigin = (origin: string) =>
  new StillwatchError(
    'LOG_ORIGIN',
    `${JSON.stringify(origin)} cannot be a log’s origin`,
    'It is a URL without its scheme, without spaces and +, such as logs.example.com/stillwatch.',
  );

export const fixedOrigin = (wanted: string, origin: string) =>
  new StillwatchError(
    'LOG_ORIGIN',
    `the log’s origin is ${origin}, and not ${wanted}`,
    'An origin is given once, when the log is made. Unset STILLWATCH_ORIGIN, or set it to that.',
  );

export const wrongEntry = (index: number, wrong: string) =>
  new StillwatchError('LOG_BROKEN', `entry ${index} of the log cannot be read: ${wrong}`, restore);
