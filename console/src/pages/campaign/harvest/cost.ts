import type { ActivityView, Prices } from '../../../api/types.ts';

export interface ModelHarvest {
  model: string;
  exchanges: number;
  input_tokens: number;
  output_tokens: number;
  /** Per million tokens; null where the list has none. */
  price: { input: number; output: number } | null;
  /** In the list's currency. */
  cost: number | null;
}

const MILLION = 1e6;

/** What was harvested of each model, and what it would have cost at list price. */
export function harvestOf({ models }: ActivityView, prices: Prices | null): ModelHarvest[] {
  return models.map(({ model, exchanges, input_tokens, output_tokens }) => {
    const price = prices && Object.hasOwn(prices.models, model) ? prices.models[model]! : null;
    return {
      model,
      exchanges: exchanges.reduce((a, b) => a + b, 0),
      input_tokens,
      output_tokens,
      price,
      cost: price ? (input_tokens * price.input + output_tokens * price.output) / MILLION : null,
    };
  });
}

/** What all together would have cost; null where no price is known. `unpriced`: models without a price. */
export function costOf(of: readonly ModelHarvest[]): { cost: number | null; unpriced: string[] } {
  const priced = of.filter(({ cost }) => cost !== null);
  return {
    cost: priced.length ? priced.reduce((sum, { cost }) => sum + cost!, 0) : null,
    unpriced: of.filter(({ cost }) => cost === null).map(({ model }) => model),
  };
}

/** $1,234,567; in any currency, also one that nobody knows. */
export function money(amount: number, currency: string): string {
  const digits = { maximumFractionDigits: amount < 100 ? 2 : 0 };
  try {
    return new Intl.NumberFormat('en-US', { style: 'currency', currency, ...digits }).format(amount);
  } catch {
    return `${new Intl.NumberFormat('en-US', digits).format(amount)} ${currency}`;
  }
}
