import { type Members, type Profile, profileOf } from './profile.ts';

/** Sizes in which groups are compared: steps of about √2. */
const SIZES = [8, 11, 16, 23, 32, 45, 64, 91, 128, 181, 256, 362];

/**
 * Ranges that a sample remembers. What is looked at closely lies in about so many at 10 million exchanges, one after
 * the other; thousands of samples each keep their profiles, so that more would be megabytes.
 */
const RANGES = 16;

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
  /** Of different sizes, and of different ranges: few, so that looking through them is faster than a map. */
  readonly #profiles: Profile[] = [];
  readonly #parts: { range: Range; sample: Sample }[] = [];

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

  within(range: Range): Sample {
    const { from, to } = range;
    for (const part of this.#parts) if (part.range.from === from && part.range.to === to) return part.sample;
    const { exchanges } = this.#members;
    const rows = this.rows.filter(row => exchanges[row]! >= from && exchanges[row]! <= to);
    const sample = new Sample(this.#members, rows);
    if (this.#parts.length === RANGES) this.#parts.shift();
    this.#parts.push({ range, sample });
    return sample;
  }

  /** The profile of `size` of the accounts, evenly spread over all. */
  profile(size: number): Profile {
    const { length } = this.rows;
    const accounts = Math.min(size, length);
    for (const profile of this.#profiles) if (profile.accounts === accounts) return profile;
    const rows = new Uint32Array(accounts);
    for (let i = 0; i < accounts; i++) rows[i] = this.rows[Math.floor((i * length) / accounts)]!;
    const profile = profileOf(this.#members, rows);
    this.#profiles.push(profile);
    return profile;
  }
}
