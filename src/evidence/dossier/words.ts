// Numbers and times as the letter has them. Made by hand, not by the machine's locale: the same words everywhere.

/** 28,800,000. */
export const whole = (n: number): string =>
  Math.round(n)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');

/** Three digits that count, but never fewer than the whole ones: 116.8, 25.6, 2.60, 1,152. */
export const mean = (n: number): string =>
  n >= 1000 ? whole(n) : n >= 100 ? n.toFixed(0) : n >= 10 ? n.toFixed(1) : n.toFixed(2);

export const count = (n: number, one: string, many = `${one}s`): string =>
  `${whole(n)} ${n === 1 ? one : many}`;

/** A share with two digits that count; all and nothing are said of all and nothing only. */
export function percent(share: number): string {
  const value = share * 100;
  if (value <= 0) return '0%';
  if (value > 99 && value < 100) return 'over 99%';
  return value >= 10 ? `${value.toFixed(0)}%` : `${Number(value.toPrecision(2))}%`;
}

/** A bound on a probability, rounded up where it is rounded: 1 in 12,900,000; 0.42%. */
export function bound(p: number): string {
  if (!(p > 0)) return 'less than 1 in 10^300';
  if (p >= 1) return '100%';
  if (p >= 0.001) return `${Number((Math.ceil(p * 1e4 - 1e-9) / 100).toFixed(2))}%`;
  const times = 1 / p;
  const step = 10 ** Math.max(0, Math.floor(Math.log10(times)) - 2);
  if (times < 1e15) return `1 in ${whole(Math.floor((times / step) * (1 + 1e-12)) * step)}`;
  return `1 in 10^${Math.floor(Math.log10(times) + 1e-9)}`;
}

export function pValue(p: number): string {
  if (p >= 0.01) return Number(p.toPrecision(2)).toString();
  if (p >= 0.0001) return Number(p.toPrecision(1)).toFixed(4).replace(/0+$/, '');
  return 'below 0.0001';
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** In place of what is no time. */
const NO_TIME = 'at no stated time';

/** 22 April 2026. */
export function day(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return NO_TIME;
  return `${time.getUTCDate()} ${months[time.getUTCMonth()]} ${time.getUTCFullYear()}`;
}

/** 22 April 2026, 09:00 UTC. */
export function moment(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? NO_TIME : `${day(iso)}, ${time.toISOString().slice(11, 16)} UTC`;
}

/** 2026-04-22 09:00, for tables that say once that times are UTC. */
export function stamp(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? NO_TIME : time.toISOString().slice(0, 16).replace('T', ' ');
}

export const DAY = 86_400_000;
export const HOUR = 3_600_000;

/** How many calendar days (UTC) a span touches; `to` is its end, not in it. */
export function daysTouched(from: string, to: string): number {
  const [first, last] = [Date.parse(from), Date.parse(to) - 1].map(ms => Math.floor(ms / DAY));
  return Math.max(1, last! - first! + 1 || 1);
}

/** a; a and b; a, b and c. */
export const listed = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
