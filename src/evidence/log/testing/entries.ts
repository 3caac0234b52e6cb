import type { Entry } from '../../entries.ts';

/** An entry that is told apart from others by its number. */
export const entryOf = (id: number, more = ''): Entry => ({
  type: 'record',
  v: 1,
  at: '2026-06-12T00:00:00.000Z',
  id: `r${id}${more}`,
  kind: 'hold',
  campaign: null,
  accounts: id,
  grade: null,
  until: null,
  document: Buffer.alloc(32, id).toString('base64'),
});

export const entriesOf = (from: number, to: number, more = ''): Entry[] =>
  Array.from({ length: to - from }, (_, at) => entryOf(from + at, more));
