export type Zone = 'utc' | 'local';

const MINUTE = 60_000;
const pad = (n: number) => String(n).padStart(2, '0');

/** 2026-04-22 03:14; by the clock of UTC or of this machine. */
export function moment(iso: string | number, zone: Zone): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return '–';
  const shown = zone === 'utc' ? at : new Date(at.getTime() - at.getTimezoneOffset() * MINUTE);
  return shown.toISOString().slice(0, 16).replace('T', ' ');
}

/** 3 d 4 h, 12 min: the two largest units. */
export function span(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / MINUTE));
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (days) return hours ? `${days} d ${hours} h` : `${days} d`;
  if (hours) return rest ? `${hours} h ${pad(rest)} min` : `${hours} h`;
  return minutes ? `${minutes} min` : 'under a minute';
}

/** Hours in each point of a plot, by how many there are: more points than a few hundred are no wider than a pixel. */
export const hoursTogether = (hours: number): number => (hours <= 24 * 10 ? 1 : hours <= 24 * 40 ? 6 : 24);

export const daysBetween = (from: string, to: string): number =>
  Math.max(1, Math.ceil((Date.parse(to) - Date.parse(from)) / 86_400_000));

/** The clock of a zone: what it reads at a time in milliseconds. */
export function clockOf(zone: Zone) {
  const shift = (ms: number) => (zone === 'utc' ? 0 : -new Date(ms).getTimezoneOffset() * MINUTE);
  const read = (ms: number) => new Date(ms + shift(ms));
  return {
    /** Its fields are read as of this machine's own zone, as plotting does. */
    at: (ms: number): Date => {
      const own = new Date(ms);
      return zone === 'utc' ? new Date(ms + own.getTimezoneOffset() * MINUTE) : own;
    },
    /** 04-22 */
    day: (ms: number): string => read(ms).toISOString().slice(5, 10),
    /** 03:14 */
    time: (ms: number): string => read(ms).toISOString().slice(11, 16),
    /** 0 to 23 */
    hour: (ms: number): number => read(ms).getUTCHours(),
    /** 0 is Sunday. */
    weekday: (ms: number): number => read(ms).getUTCDay(),
    /** When the day of a time begins, in milliseconds. */
    midnight: (ms: number): number => Math.floor((ms + shift(ms)) / 86_400_000) * 86_400_000 - shift(ms),
  };
}
export type Clock = ReturnType<typeof clockOf>;
