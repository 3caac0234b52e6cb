import type { Matched, Ruling } from '../../api/types.ts';

/** What an analyst said last of what a partner told of. */
export const rulingOf = (rulings: readonly Ruling[], { partner, id }: Matched): Ruling | undefined =>
  rulings.find(one => one.partner === partner && one.campaign === id);
