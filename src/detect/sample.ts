import { type Members, type Profile, profileOf } from './profile.ts';

/** Sizes in which groups are compared: steps of about √2. */
const SIZES = [8, 11, 16, 23, 32, 45, 64, 91, 128, 181, 256, 362];

/** A group's profile in any of the sizes, each of its accounts spread evenly over the whole; made when asked for. */
export class Sample {
  readonly members: Members;
  /** The largest of the sizes that the group has the accounts for. */
  readonly largest: number;
  readonly #profiles = new Map<number, Profile>();

  constructor(members: Members) {
    this.members = members;
    this.largest = SIZES.findLast(size => size <= members.count) ?? members.count;
  }

  profile(size: number): Profile {
    let profile = this.#profiles.get(size);
    if (!profile) {
      const { count } = this.members;
      profile = profileOf(
        this.members,
        Uint32Array.from({ length: Math.min(size, count) }, (_, i) =>
          Math.floor((i * count) / Math.min(size, count)),
        ),
      );
      this.#profiles.set(size, profile);
    }
    return profile;
  }
}
