/** What closes a quotation, by what opens it. */
const quotes: Record<string, string> = { '"': '"', '“': '”', '„': '“”', '«': '»', '‘': '’', "'": "'" };

/**
 * Which parts of a text are somebody's own words in running prose: not code (fenced, indented or inline), quotations, headings, tables,
 * markup, targets of links, JSON. It reads one character after the other and never looks ahead, so a text that streams is cut up as the
 * whole one is. In doubt a place is closed; a quotation or a span of code that is never closed ends with its paragraph or line.
 */
export class Zones {
  #zone: 'fence' | 'line' | 'code' | 'quote' | 'markup' | 'link' | undefined;
  /** The text begins like JSON or markup: all of it is left alone. */
  #structured: boolean | undefined;
  #fence = { char: '', length: 0 };
  #closers = '';
  #ticks = 0;
  /** A run of backticks or tildes at the head of a line. */
  #run = 0;
  #opened = false;
  #indent = 0;
  #head = true;
  #blank = true;
  #last = '';

  /** Whether a word that begins now would stand in such a part. */
  get open(): boolean {
    const isCode = this.#ticks > 0 || (this.#head && (this.#indent >= 4 || this.#run > 0));
    return this.#zone === undefined && !this.#structured && !isCode;
  }

  /** @param inner an apostrophe within a word: it closes no quotation */
  take(char: string, inner = false): void {
    if (this.#structured === undefined && char.trim() !== '') this.#structured = '{[<'.includes(char);
    if (char === '\n') this.#line();
    else if (this.#head) this.#atHead(char);
    else this.#within(char, inner);
    this.#last = char;
  }

  #line(): void {
    const lasts =
      this.#zone === 'fence' || ((this.#zone === 'quote' || this.#zone === 'markup') && !this.#blank);
    if (!lasts) this.#zone = undefined;
    this.#ticks = this.#run = this.#indent = 0;
    this.#head = this.#blank = true;
    this.#opened = false;
  }

  #atHead(char: string): void {
    if ((char === '`' || char === '~') && this.#indent < 4 && (this.#run === 0 || char === this.#last)) {
      this.#blank = false;
      this.#run++;
      if (this.#opened) this.#fence.length++;
      else if (this.#zone === 'fence') {
        if (char === this.#fence.char && this.#run === this.#fence.length) this.#close();
      } else if (this.#run === 3) {
        this.#zone = 'fence';
        this.#fence = { char, length: 3 };
        this.#opened = true;
      }
      return;
    }
    if (this.#run > 0) {
      this.#head = false;
      // One or two: code within the line.
      if (this.#zone === undefined && this.#last === '`') this.#ticks = this.#run;
      this.#within(char, false);
      return;
    }
    if (char === ' ' || char === '\t' || char === '\r') {
      this.#indent += char === '\t' ? 4 : 1;
      return;
    }
    this.#head = this.#blank = false;
    if (this.#zone === undefined && (this.#indent >= 4 || '#>|{}[]'.includes(char))) this.#zone = 'line';
    else this.#within(char, false);
  }

  /** The rest of the line that closes a fence is closed too. */
  #close(): void {
    this.#zone = 'line';
    this.#head = false;
  }

  #within(char: string, inner: boolean): void {
    const zone = this.#zone;
    if (zone === 'fence' || zone === 'line' || zone === 'markup') return;
    if (char === '`') this.#ticks++;
    else if (this.#ticks > 0) {
      if (zone === undefined) {
        this.#zone = 'code';
        this.#closers = '`'.repeat(this.#ticks);
      } else if (zone === 'code' && this.#closers.length === this.#ticks) this.#zone = undefined;
      this.#ticks = 0;
      if (this.#zone === undefined) this.#opens(char);
    } else if (zone === 'quote') {
      if (!inner && this.#closers.includes(char)) this.#zone = undefined;
    } else if (zone === 'link') {
      if (char === ')') this.#zone = undefined;
    } else if (zone === undefined) this.#opens(char, inner);
  }

  #opens(char: string, inner = false): void {
    if (this.#last === '<' && /[a-z/!]/i.test(char)) this.#zone = 'markup';
    else if (char === '(' && this.#last === ']') this.#zone = 'link';
    else if (quotes[char] && !inner && !/[\p{L}\p{N}]/u.test(this.#last)) {
      this.#zone = 'quote';
      this.#closers = quotes[char];
    }
  }
}
