import { type Members, type Profile, profileOf } from './profile.ts';

/** Sizes in which groups are compared: steps of about √2. */
const SIZES = [8, 11, 16, 23, 32, 45, 64, 91, 128, 181, 256, 362];

/** Ranges that a sample remembers, of the many that groups have: thousands of samples each keep their profiles. */
const RANGES = 4;

/** Exchanges an account, from and to. */
export interface Range {
  from: number;
  to: number;
}

/** A group's accounts, in whole or those within a range of volumes, and its profile in any of the sizes; made when asked for. */
export class Sample {
  readonly rows: Uint32Array;
  /** The largest of the sizes that the group has the accounts for; 0 where it has too few for any. */
  readonly largest: number;
  readonly #members: Members;
  readonly #profiles = new Map<number, Profile>();
  readonly #ranges = new Map<string, Sample>();

  constructor(members: Members, rows = Uint32Array.from({ length: members.count }, (_, i) => i)) {
    this.#members = members;
    this.rows = rows;
    this.largest = SIZES.findLast(size => size <= rows.length) ?? 0;
  }

  /** Where nine tenths of the accounts' volumes lie, with room to both sides, in powers of two. */
  range(): Range {
    const volumes = Array.from(this.rows, row => this.#members.exchanges[row]!).sort((a, b) => a - b);
    const at = (share: number) => volumes[Math.min(volumes.length - 1, Math.floor(share * volumes.length))]!;
    return {
      from: 2 ** Math.floor(Math.log2(at(0.05) / 1.5)),
      to: 2 ** Math.ceil(Math.log2(at(0.95) * 1.5)),
    };
  }

  within({ from, to }: Range): Sample {
    const name = `${from} ${to}`;
    let sample = this.#ranges.get(name);
    if (!sample) {
      const { exchanges } = this.#members;
      if (this.#ranges.size === RANGES) this.#ranges.delete(this.#ranges.keys().next().value!);
      const rows = this.rows.filter(row => exchanges[row]! >= from && exchanges[row]! <= to);
      sample = new Sample(this.#members, rows);
      this.#ranges.set(name, sample);
    }
    return sample;
  }

  /** The profile of `size` of the accounts, evenly spread over all. */
  profile(size: number): Profile {
    let profile = this.#profiles.get(size);
    if (!profile) {
      const { length } = this.rows;
      profile = profileOf(
        this.#members,
        Uint32Array.from(
          { length: Math.min(size, length) },
          (_, i) => this.rows[Math.floor((i * length) / Math.min(size, length))]!,
        ),
      );
      this.#profiles.set(size, profile);
    }
    return profile;
  }
}
