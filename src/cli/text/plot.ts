const levels = '▁▂▃▄▅▆▇█';
const eighths = ' ▏▎▍▌▋▊▉';

/** Adds neighbours together until no more than `width` numbers are left. */
export function squeezed(values: readonly number[], width: number): number[] {
  if (values.length <= width) return [...values];
  const each = Math.ceil(values.length / width);
  const sums: number[] = [];
  for (let i = 0; i < values.length; i += each)
    sums.push(values.slice(i, i + each).reduce((sum, value) => sum + value, 0));
  return sums;
}

/** One letter a number, scaled to the largest; a day without anything is a dot, one with little is not. */
export function sparkline(values: readonly number[], width = 60): string {
  const squeezedValues = squeezed(values, width);
  const most = Math.max(0, ...squeezedValues);
  return squeezedValues
    .map(value => (value > 0 ? levels[Math.min(7, Math.floor((value / most) * 8))] : '·'))
    .join('');
}

/** A share as a bar of at most `width` letters, an eighth of a letter fine. */
export function bar(share: number, width: number): string {
  const parts = Math.round(Math.max(0, Math.min(1, share)) * width * 8);
  const rest = parts % 8;
  return '█'.repeat(parts >> 3) + (rest ? eighths[rest] : '');
}

/** A number from -1 to 1 as a bar to the left or the right of a line, which has `side` letters on either side. */
export function balance(value: number, side: number): string {
  const length = Math.max(0, Math.min(1, Math.abs(value)));
  if (value >= 0) return `${' '.repeat(side)}│${bar(length, side)}`;
  // There are no eighths that begin on the right: halves.
  const halves = Math.round(length * side * 2);
  return `${`${halves % 2 ? '▐' : ''}${'█'.repeat(halves >> 1)}`.padStart(side)}│`;
}
