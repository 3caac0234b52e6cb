/**
 * Text as numbers. A token is a run of newlines, of letters (with an apostrophe inside) or of digits, or any other one character that
 * isn't white space; letters are lower-cased. Scripts written without spaces (Han, kana, Thai, Lao, Khmer, Burmese) give a token a
 * character. One table over all texts gives each token a number; it is looked up by hash, so that no string is made for a known one.
 */
export class Words {
  /** The token of a number, as it was first met. */
  readonly texts: string[] = [];
  #slots = new Int32Array(1 << 16).fill(-1);
  #hashes = new Float64Array(1 << 15);

  /** The numbers of a text's tokens, in order. */
  of(text: string): Uint32Array {
    const lower = text.toLowerCase();
    const out = new Uint32Array(lower.length);
    let tokens = 0;
    let at = 0;
    while (at < lower.length) {
      const code = lower.charCodeAt(at);
      const kind = kindOf(code);
      if (kind === SPACE) {
        at++;
        continue;
      }
      let end = at + 1;
      if (kind === PAIR && end < lower.length) end++;
      else if (kind === NEWLINE) while (end < lower.length && lower.charCodeAt(end) === 10) end++;
      else if (kind === LETTER) end = wordEnd(lower, end);
      else if (kind === DIGIT) while (end < lower.length && kindOf(lower.charCodeAt(end)) === DIGIT) end++;
      out[tokens++] = this.#number(lower, at, end);
      at = end;
    }
    return out.slice(0, tokens);
  }

  #number(text: string, from: number, to: number): number {
    let low = 0x811c9dc5;
    let high = 0x9747b28c;
    for (let i = from; i < to; i++) {
      const code = text.charCodeAt(i);
      low = Math.imul(low ^ code, 0x01000193);
      high = Math.imul(high ^ code, 0x5bd1e995) ^ (high >>> 15);
    }
    // 53 bits: among a million tokens the chance that any two meet is 1 in 10,000.
    const hash = (low >>> 0) + ((high >>> 0) & 0x1fffff) * 2 ** 32;
    const mask = this.#slots.length - 1;
    let slot = (low ^ (low >>> 15)) & mask;
    for (; this.#slots[slot]! >= 0; slot = (slot + 1) & mask)
      if (this.#hashes[this.#slots[slot]!] === hash) return this.#slots[slot]!;
    const number = this.texts.length;
    this.texts.push(text.slice(from, to));
    this.#hashes[number] = hash;
    this.#slots[slot] = number;
    if (this.texts.length === this.#hashes.length) this.#grow();
    return number;
  }

  #grow(): void {
    const hashes = new Float64Array(this.#hashes.length * 2);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
    const mask = this.#slots.length - 1;
    for (let number = 0; number < this.texts.length; number++) {
      const low = (hashes[number]! % 2 ** 32) | 0;
      let slot = (low ^ (low >>> 15)) & mask;
      while (this.#slots[slot]! >= 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number;
    }
  }
}

const [UNKNOWN, SPACE, NEWLINE, LETTER, DIGIT, SINGLE, PAIR] = [0, 1, 2, 3, 4, 5, 6];
const kinds = new Uint8Array(65_536);

/** What a UTF-16 code unit is, found out once. */
const kindOf = (code: number): number => kinds[code]! || kindAnew(code);

function kindAnew(code: number): number {
  const character = String.fromCharCode(code);
  let kind = SINGLE;
  if (code === 10) kind = NEWLINE;
  else if (code >= 0xd800 && code < 0xdc00) kind = PAIR;
  else if (/[\s\p{Cc}\p{Cf}]/u.test(character)) kind = SPACE;
  else if (/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Mymr}]/u.test(character))
    kind = SINGLE;
  else if (/[\p{L}\p{M}]/u.test(character)) kind = LETTER;
  else if (/\p{N}/u.test(character)) kind = DIGIT;
  kinds[code] = kind ?? UNKNOWN;
  return kind!;
}

const APOSTROPHES = [0x27, 0x2019];

function wordEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (kindOf(code) === LETTER) end++;
    else if (
      APOSTROPHES.includes(code) &&
      end + 1 < text.length &&
      kindOf(text.charCodeAt(end + 1)) === LETTER
    )
      end += 2;
    else break;
  }
  return end;
}
