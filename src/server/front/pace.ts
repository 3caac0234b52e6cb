/** Milliseconds of work at a stretch: decisions are waiting behind it. */
const STRETCH = 4;

/** Gives way to others now and then within a long piece of work: `if (pace.due) await pace.rest()`. */
export class Pace {
  #since = performance.now();

  get due(): boolean {
    return performance.now() - this.#since > STRETCH;
  }

  async rest(): Promise<void> {
    await new Promise(setImmediate);
    this.#since = performance.now();
  }
}
