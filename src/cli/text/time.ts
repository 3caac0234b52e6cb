import { clean } from './safe.ts';

/** Seconds as people say them: 0.4 s, 12 s, 3 min 05 s, 2 h 10 min, 21 days. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return '?';
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const total = Math.round(seconds);
  if (total < 60) return `${total} s`;
  if (total < 3600) return `${Math.floor(total / 60)} min ${two(total % 60)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
  return `${Math.round(seconds / 86_400)} days`;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** 2026-04-22 03:14 UTC, without the zone: reports are in UTC throughout and say so once. */
export function moment(iso: string): string {
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? clean(iso) : new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}

/** How many days a span touches. */
export function daysBetween(from: string, to: string): number {
  const [first, last] = [from, to].map(iso => Math.floor(Date.parse(iso) / 86_400_000));
  return Math.max(1, last! - first! + 1 || 1);
}
