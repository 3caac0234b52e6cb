/**
 * Content sketches as SQL. What a prompt shares with others is looked for at its two ends, where templates put
 * their fixed words: the cost of an exchange must not follow the length of its prompt.
 */
const END = 40;
const WINDOW = 224;
/** One shingle in this many is kept, the same ones everywhere. */
const SAMPLE = 4;
const MOST = 8;

/** Keyed 64-bit SipHash (Aumasson & Bernstein 2012) of a SQL expression. */
export const keyed = (expression: string) => `sipHash64Keyed(({key0:UInt64}, {key1:UInt64}), ${expression})`;
export const keyedOrZero = (expression: string) => `if(${expression} = '', 0, ${keyed(expression)})`;

/** Of a long text: hashed fast first, then keyed; the cost of a SipHash over every byte buys nothing here. */
export const keyedText = (expression: string) => `if(${expression} = '', 0, ${keyed(`xxh3(${expression})`)})`;

/** The window in which words are looked at: ASCII lower case (a keyed hash needs sameness, not beauty). */
export const windowOf = (text: string) => `lower(substring(${text}, 1, ${WINDOW}))`;

/** Scripts that don't put spaces between words (Han, Kana, Thai: three bytes a letter) are cut into letters. */
export const wordsOf = (text: string) =>
  `if(lengthUTF8(${text}) * 2.2 < length(${text}), tokens(${text}, 'asciiCJK'), tokens(${text}))`;

/** Column expressions over `said`, `head` (its window) and `hashes` (of the window's words). */
export const contentColumns = {
  body: keyedText('said'),
  body_bytes: 'length(said)',
  opening: keyedText(`substring(head, 1, ${END})`),
  closing: keyedText(`lower(substring(said, -${END}))`),
  shingles: `arrayMap(h -> ${keyed('h')}, arraySlice(arraySort(arrayFilter(h -> h % ${SAMPLE} = 0,
    arrayMap((a, b, c) -> intHash64(a + b * 3 + c * 7), hashes, arrayShiftLeft(hashes, 1), arrayShiftLeft(hashes, 2)))), 1, ${MOST}))`,
};
