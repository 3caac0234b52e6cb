/** What the gateway counts: names as Prometheus has them, each with at most one label. */
const names = {
  requests: ['requests that came', 'api'],
  decisions: ['decisions carried out', 'decision'],
  undecided: ['requests for which no decision came in time, by what was done', 'fallback'],
  recorded: ['exchanges handed over to be recorded', ''],
  not_recorded: ['requests to a model that left no record, by reason', 'reason'],
  rate_limited: ['requests refused because an account was too fast', ''],
  marked: ['answers of which wordings were chosen', ''],
  not_marked: ['answers that were to be marked and passed as they were, by reason', 'reason'],
  obligations_unknown: ['obligations that this gateway cannot carry out', ''],
  upstream_failed: ['requests that the upstream did not answer, or not to the end', 'reason'],
  client_closed: ['requests whose client went away before the end', ''],
  record_failed: ['exchanges that could not be kept', ''],
} as const;

type Name = keyof typeof names;

export class Counts {
  readonly #values = new Map<string, { name: Name; label: string; value: number }>();

  add(name: Name, label = ''): void {
    const key = `${name} ${label}`;
    const found = this.#values.get(key);
    if (found) found.value++;
    else this.#values.set(key, { name, label, value: 1 });
  }

  get(name: Name, label?: string): number {
    let sum = 0;
    for (const one of this.#values.values())
      if (one.name === name && (label === undefined || one.label === label)) sum += one.value;
    return sum;
  }

  /** In Prometheus' text format. Labels are words of ours, never something that a client sent. */
  text(): string {
    const lines: string[] = [];
    for (const [name, [help, label]] of Object.entries(names)) {
      lines.push(
        `# HELP stillwatch_gateway_${name}_total ${help}`,
        `# TYPE stillwatch_gateway_${name}_total counter`,
      );
      const values = [...this.#values.values()].filter(one => one.name === name);
      for (const one of values)
        lines.push(
          `stillwatch_gateway_${name}_total${label ? `{${label}="${one.label}"}` : ''} ${one.value}`,
        );
      if (values.length === 0 && !label) lines.push(`stillwatch_gateway_${name}_total 0`);
    }
    return `${lines.join('\n')}\n`;
  }
}
