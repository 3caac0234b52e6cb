/** A seeded stream of random numbers, and what is drawn from it. */
export class Random {
  constructor(seed) {
    this.next = sfc32(seed);
  }

  /** A whole number from 0 to `count - 1`. */
  below(count) {
    return Math.floor(this.next() * count);
  }

  /** A whole number from `low` to `high`, both included. */
  between(low, high) {
    return low + this.below(high - low + 1);
  }

  uniform(low, high) {
    return low + this.next() * (high - low);
  }

  chance(probability) {
    return this.next() < probability;
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  /** One of the values, each as likely as its weight. */
  weighted(values, weights) {
    let left = this.next() * weights.reduce((sum, weight) => sum + weight);
    const place = weights.findIndex(weight => (left -= weight) <= 0);
    return values.at(place);
  }

  normal(mean = 0, deviation = 1) {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * this.next());
  }

  /** `median` is e^`mu`. */
  logNormal(mu, sigma) {
    return Math.exp(this.normal(mu, sigma));
  }

  /** A log-normal number, rounded down, of at least `least`. */
  count(mu, sigma, least = 0) {
    return Math.max(least, Math.floor(this.logNormal(mu, sigma)));
  }

  exponential(mean) {
    return -mean * Math.log(1 - this.next());
  }

  /** An exponential number, rounded down. */
  geometric(mean) {
    return Math.floor(this.exponential(mean));
  }

  poisson(mean) {
    if (mean > 60) return Math.max(0, Math.round(this.normal(mean, Math.sqrt(mean))));
    const limit = Math.exp(-mean);
    let events = 0;
    for (let product = this.next(); product > limit; product *= this.next()) events++;
    return events;
  }

  /** Both shapes at least 1. */
  beta(a, b) {
    const first = this.#gamma(a);
    return first / (first + this.#gamma(b));
  }

  /** Marsaglia and Tsang. */
  #gamma(shape) {
    const d = shape - 1 / 3;
    for (;;) {
      const x = this.normal();
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(1 - this.next()) < x * x * 0.5 + d - d * v + d * Math.log(v)) return d * v;
    }
  }

  /** In place. */
  shuffle(list) {
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [list[i], list[j]] = [list[j], list[i]];
    }
    return list;
  }

  /** `count` different ones of a list, or all of a shorter one, in any order. */
  sample(list, count) {
    const places = new Set();
    while (places.size < Math.min(count, list.length)) places.add(this.below(list.length));
    return [...places].map(place => list[place]);
  }

  hex(length) {
    let digits = '';
    for (let i = 0; i < length; i++) digits += '0123456789abcdef'[this.below(16)];
    return digits;
  }
}

/** `count` times what `make` gives. */
export const times = (count, make) => Array.from({ length: count }, (_, i) => make(i));

function sfc32(seed) {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, seed | 0, 1];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4294967296;
  };
  for (let i = 0; i < 20; i++) next();
  return next;
}
