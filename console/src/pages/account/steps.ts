export interface Step {
  name: string;
  value: number;
  /** What those before it come to, and what it makes of that. */
  from: number;
  to: number;
}

/** Log-odds as a sum goes up: the prior first, then what speaks for it, the strongest first, then what speaks against it. */
export function stepsOf(why: Readonly<Record<string, number>>): { steps: Step[]; sum: number } {
  const parts = Object.entries(why).sort(([a, x], [b, y]) =>
    a === 'prior' ? -1 : b === 'prior' ? 1 : y - x,
  );
  let sum = 0;
  const steps = parts.map(([name, value]) => {
    const from = sum;
    sum += value;
    return { name, value, from, to: sum };
  });
  return { steps, sum };
}
