import { Habit } from '../habits.ts';

/** An account's exchanges by day: how many show each value. */
export type Days = readonly Readonly<Record<string, number>>[];

/** A habit of accounts made by hand; one with no days shows no values. */
export function habitOf(accounts: readonly Days[]): Habit {
  const numbers = new Map<string, number>();
  const start = [0];
  const value: number[] = [];
  const share: number[] = [];
  for (const days of accounts) {
    const counts = new Map<string, number>();
    for (const day of days)
      for (const [name, n] of Object.entries(day)) counts.set(name, (counts.get(name) ?? 0) + n);
    const total = [...counts.values()].reduce((a, b) => a + b, 0);
    for (const [name, n] of counts) {
      if (!numbers.has(name)) numbers.set(name, numbers.size);
      value.push(numbers.get(name)!);
      share.push(n / total);
    }
    start.push(value.length);
  }
  return new Habit(
    numbers.size,
    Float64Array.from(accounts, alikeFromDayToDay),
    Uint32Array.from(start),
    Uint32Array.from(value),
    Float32Array.from(share),
  );
}

/** Of pairs of exchanges of different days, how many show the same; NaN where there are none. */
function alikeFromDayToDay(days: Days): number {
  let [same, pairs] = [0, 0];
  for (const one of days)
    for (const other of days) {
      if (one === other) continue;
      for (const [name, n] of Object.entries(one))
        for (const [its, m] of Object.entries(other)) {
          pairs += n * m;
          if (name === its) same += n * m;
        }
    }
  return same / pairs;
}
