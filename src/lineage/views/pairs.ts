/** A table of pairs of tokens that is emptied without being written over: each prompt needs it afresh. */
export class Pairs {
  /** How many pairs are in it: their places are 0 … size − 1, in the order of coming. */
  size = 0;
  #first = new Uint32Array(1 << 16);
  #second = new Uint32Array(1 << 16);
  #places = new Int32Array(1 << 16);
  #rounds = new Uint32Array(1 << 16);
  #round = 1;

  clear(): void {
    this.size = 0;
    this.#round++;
  }

  /** The pair's place, a new one where it isn't there yet. */
  place(first: number, second: number): number {
    if (this.size * 2 > this.#rounds.length) this.#grow();
    const slot = this.#slot(first, second);
    if (this.#rounds[slot] === this.#round) return this.#places[slot]!;
    this.#put(slot, first, second, this.size);
    return this.size++;
  }

  /** The pair's place, or −1. */
  find(first: number, second: number): number {
    const slot = this.#slot(first, second);
    return this.#rounds[slot] === this.#round ? this.#places[slot]! : -1;
  }

  #slot(first: number, second: number): number {
    const mask = this.#rounds.length - 1;
    let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    let slot = (hash ^ (hash >>> 13)) & mask;
    while (
      this.#rounds[slot] === this.#round &&
      (this.#first[slot] !== first || this.#second[slot] !== second)
    )
      slot = (slot + 1) & mask;
    return slot;
  }

  #put(slot: number, first: number, second: number, place: number): void {
    this.#rounds[slot] = this.#round;
    this.#first[slot] = first;
    this.#second[slot] = second;
    this.#places[slot] = place;
  }

  #grow(): void {
    const [first, second, places, rounds] = [this.#first, this.#second, this.#places, this.#rounds];
    const length = rounds.length * 2;
    this.#first = new Uint32Array(length);
    this.#second = new Uint32Array(length);
    this.#places = new Int32Array(length);
    this.#rounds = new Uint32Array(length);
    for (let old = 0; old < rounds.length; old++)
      if (rounds[old] === this.#round)
        this.#put(this.#slot(first[old]!, second[old]!), first[old]!, second[old]!, places[old]!);
  }
}
