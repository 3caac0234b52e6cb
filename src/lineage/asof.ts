import type { Member } from './corpus.ts';
import type { Family } from './scores.ts';

// With --asof, what was released later is no candidate: dates are compared as far as both say them.

/** Whether a family can be a teacher: one of its snapshots was there. */
export const existedBy =
  (members: readonly Member[], asof: string | undefined) =>
  ({ snapshots }: Family): boolean =>
    !asof || snapshots.some(i => !isAfter(members[i]!, asof));

/** A snapshot that came later is no teacher; its answers are still an unrelated model's, so that it stays in the null. */
export const membersBy = (members: readonly Member[], asof: string | undefined): Member[] =>
  members.map(
    (member): Member =>
      asof && member.role === 'reference' && isAfter(member, asof) && !onlyLate(members, member, asof)
        ? { ...member, role: 'control', group: `family ${member.family}` }
        : member,
  );

/** To the precision of both: a snapshot of 2023 isn't after 2023-06, for all that is known. */
const isAfter = ({ released }: Member, asof: string): boolean =>
  (released ?? '').slice(0, asof.length) > asof;

/** Whether a family has nothing but snapshots of after: then it stays a family, only no candidate. */
const onlyLate = (members: readonly Member[], { family }: Member, asof: string): boolean =>
  members.every(member => member.role !== 'reference' || member.family !== family || isAfter(member, asof));

/** What a reader is to know of references without a date. */
export function undated(members: readonly Member[]): string[] {
  const names = members
    .filter(({ role, released }) => role === 'reference' && !released)
    .map(({ model }) => model);
  return names.length ? [`without a date, so that --asof leaves them in: ${names.join(', ')}`] : [];
}
