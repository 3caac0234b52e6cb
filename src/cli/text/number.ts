/** Numbers in words a reader needs no scale for. Grouped by commas whatever the machine's locale: reports are quoted. */

export const whole = (n: number): string => Math.round(n).toLocaleString('en-US');

/** 1,234 as it is; from a hundred thousand on with a unit: 5.1 M. */
export function compact(n: number): string {
  for (const [unit, size] of [
    ['T', 1e12],
    ['G', 1e9],
    ['M', 1e6],
    ['k', 1e5],
  ] as const) {
    const by = unit === 'k' ? 1e3 : size;
    // Rounding must not give 1000 M: what rounds up to the next unit is shown in it.
    if (Math.abs(n) >= size * 0.9995) return `${three(n / by)} ${unit}`;
  }
  return whole(n);
}

const three = (n: number): string => (Math.abs(n) >= 99.95 ? n.toFixed(0) : n.toFixed(1));

export const bytes = (n: number): string => (n < 1000 ? `${n} B` : `${compactBytes(n)}B`);

function compactBytes(n: number): string {
  const step = Math.min(4, Math.floor(Math.log10(n) / 3));
  return `${three(n / 1000 ** step)} ${['', 'k', 'M', 'G', 'T'][step]}`;
}

/** A share as a percentage with two digits that count: 31%, 4.2%, 0.04%. */
export function percent(share: number): string {
  const value = share * 100;
  if (value === 0) return '0%';
  if (value > 99.5 && value < 100) return '99+%'; // never rounded up to all
  if (value >= 10) return `${value.toFixed(0)}%`;
  return `${Number(value.toPrecision(2))}%`;
}

/** A bound on a probability, rounded up where it is rounded. */
export function bound(p: number): string {
  if (p >= 1) return '100%';
  if (p <= 0) return 'below 1 in 10^300';
  if (p >= 0.001) {
    const step = p >= 0.1 ? 1 : p >= 0.01 ? 0.1 : 0.01;
    return `${Number((Math.ceil((p * 100) / step - 1e-9) * step).toFixed(2))}%`;
  }
  const times = 1 / p;
  if (times < 1e7) return `1 in ${whole(Math.floor(times * (1 + 1e-12)))}`;
  return `1 in 10^${Math.floor(Math.log10(times) + 1e-9)}`;
}

/** The least number of two digits that is not below a share: what to give an option so that it suffices. */
export function enough(p: number): number {
  const step = 10 ** (Math.floor(Math.log10(p)) - 1);
  const up = Math.ceil(p / step - 1e-9) * step;
  const rounded = Number(up.toPrecision(2));
  return rounded < p ? Number((up + step).toPrecision(2)) : rounded;
}

/** A natural log-likelihood ratio as a lawyer may read it aloud. */
export function likelier(ratio: number): string {
  const decades = Math.abs(ratio) / Math.LN10;
  const times = decades >= 4 ? `10^${Math.round(decades)}` : plain(10 ** decades);
  if (times === '1.0') return 'as likely under one operator as under independent people';
  return `${times} times likelier under ${ratio > 0 ? 'one operator' : 'independent people'}`;
}

const plain = (n: number): string => (n >= 10 ? whole(n) : n.toFixed(1));

export function pValue(p: number): string {
  if (p <= 0) return 'p < 1e-300';
  return p >= 0.001 ? `p ${Number(p.toPrecision(2))}` : `p ${p.toExponential(0).replace('e-0', 'e-')}`;
}

/** 1 account, 2 accounts. */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${whole(n)} ${n === 1 ? one : many}`;
