const LF = 10;
const CR = 13;

/**
 * Cuts a stream of server-sent events into events, as bytes: what comes out, put together, is what went in, however it was
 * cut on the way. An event ends with an empty line; lines end with LF, CR or both.
 */
export class EventCutter {
  #held: Buffer[] = [];
  #lineIsEmpty = true;
  #afterCr = false;

  take(chunk: Buffer): Buffer[] {
    const events: Buffer[] = [];
    let start = 0;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i];
      // The second half of a CR LF ends no other line.
      const half = byte === LF && this.#afterCr;
      this.#afterCr = byte === CR;
      if (half) {
        // It belongs to the event whose end it is, where that has not gone out yet.
        if (i === start && events.length)
          events.push(Buffer.concat([events.pop()!, chunk.subarray(i, i + 1)]));
        else continue;
        start = i + 1;
      } else if (byte !== LF && byte !== CR) this.#lineIsEmpty = false;
      else if (this.#lineIsEmpty) {
        this.#held.push(chunk.subarray(start, i + 1));
        events.push(this.#whole());
        start = i + 1;
      } else this.#lineIsEmpty = true;
    }
    if (start < chunk.length) this.#held.push(chunk.subarray(start));
    return events;
  }

  /** What is left at the end of the stream: an event without its empty line. */
  rest(): Buffer | undefined {
    return this.#held.length ? this.#whole() : undefined;
  }

  #whole(): Buffer {
    const whole = this.#held.length === 1 ? this.#held[0]! : Buffer.concat(this.#held);
    this.#held = [];
    this.#lineIsEmpty = true;
    return whole;
  }
}
