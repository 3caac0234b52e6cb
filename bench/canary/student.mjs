/** Words, digits, marks and line ends; of quotation marks, code and markup nothing, for a model as small as this leaves them open. */
export const tokensOf = text =>
  text
    .replaceAll('’', "'")
    .match(/[A-Za-z]+(?:'[A-Za-z]+)*|\d|\n+|[.,;:!?()-]/g)
    ?.concat('\n\n') ?? [];

const ORDERS = [3, 2, 1];
/** A context counts as so many observations against what is known of the shorter one (a hierarchical Dirichlet: MacKay and Peto, 1995). */
const PRIOR = 5;

/**
 * An interpolated 4-gram model. Nothing is estimated: to draw a word is to draw one of the places in the text where the last three (two,
 * one) words stand, and to take what follows there.
 */
export class Student {
  #names = [];
  #text;
  #draw;
  /** By order: the hashes of the words before each place, ascending, and the places. */
  #index = [];
  #ids = new Map();

  constructor(tokens, draw) {
    this.#draw = draw;
    this.#text = Int32Array.from(tokens, token => this.#id(token));
    for (const order of ORDERS) {
      const keys = new BigUint64Array(Math.max(0, this.#text.length - order));
      for (let i = order; i < this.#text.length; i++)
        keys[i - order] = (BigInt(hash(this.#text, i, order)) << 32n) | BigInt(i);
      keys.sort();
      const halves = new Uint32Array(keys.buffer);
      const hashes = new Uint32Array(keys.length);
      const places = new Uint32Array(keys.length);
      for (let i = 0; i < keys.length; i++) {
        hashes[i] = halves[2 * i + 1];
        places[i] = halves[2 * i];
      }
      this.#index.push({ order, hashes, places });
    }
  }

  #id(token) {
    let id = this.#ids.get(token);
    if (id === undefined) {
      id = this.#names.push(token) - 1;
      this.#ids.set(token, id);
    }
    return id;
  }

  /** An answer that begins with these words, of so many tokens. */
  answer(start, length) {
    const said = ['\n\n', ...start].map(token => this.#id(token));
    while (said.length < length) said.push(this.#next(said));
    return textOf(said.slice(1).map(id => this.#names[id]));
  }

  #next(said) {
    for (const { order, hashes, places } of this.#index) {
      if (said.length < order) continue;
      const wanted = hash(said, said.length, order);
      const [from, to] = [lower(hashes, wanted), lower(hashes, wanted + 1)];
      const n = to - from;
      if (n > 0 && this.#draw() < n / (n + PRIOR))
        return this.#text[places[from + Math.floor(this.#draw() * n)]];
    }
    return this.#text[Math.floor(this.#draw() * this.#text.length)];
  }
}

function hash(text, end, order) {
  let h = 0x811c9dc5;
  for (let i = end - order; i < end; i++) {
    h = Math.imul(h ^ text[i], 0x01000193);
    h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
    h ^= h >>> 13;
  }
  return h >>> 0;
}

function lower(values, wanted) {
  let [from, to] = [0, values.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (values[middle] < wanted) from = middle + 1;
    else to = middle;
  }
  return from;
}

function textOf(tokens) {
  let text = '';
  let glued = true;
  let digit = false;
  for (const token of tokens) {
    const isDigit = /^\d$/.test(token);
    text += glued || /^[.,;:!?)\n]/.test(token) || (digit && isDigit) ? token : ` ${token}`;
    glued = token === '(' || token.startsWith('\n');
    digit = isDigit;
  }
  return text;
}
