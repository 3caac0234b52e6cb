import type { Decision } from '../policy/index.ts';

/** What a decision asks of the gateway where it lets the request through. */
export interface Obligations {
  /** At most so many requests of the account in so many milliseconds. */
  rate?: { requests: number; period: number };
  omitReasoning: boolean;
  /** At most so many tokens of output. */
  cap?: number;
  /** The canary whose key chooses among wordings that say the same. */
  mark?: string;
  /** What is asked for and not known here. */
  unknown: string[];
}

const units: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Of several of one kind the strictest holds. A `slow` or `thin` that says no more means what is here. */
export function obligationsOf({ decision, obligations }: Decision): Obligations {
  const found: Obligations = { omitReasoning: false, unknown: [] };
  for (const one of obligations) {
    const [, requests, count = '1', unit = ''] = /^rate:(\d+)\/(\d+)?([smhd])$/.exec(one) ?? [];
    const cap = /^cap-output:(\d+)$/.exec(one)?.[1];
    if (requests) {
      const rate = { requests: Number(requests), period: Math.max(1, Number(count)) * units[unit]! };
      if (!found.rate || rate.requests / rate.period < found.rate.requests / found.rate.period)
        found.rate = rate;
    } else if (cap) found.cap = Math.min(found.cap ?? Number.POSITIVE_INFINITY, Math.max(1, Number(cap)));
    else if (one === 'omit-reasoning') found.omitReasoning = true;
    else if (/^mark:K-[0-9A-Z]{8}$/.test(one)) found.mark ??= one.slice(5);
    else found.unknown.push(one);
  }
  if (decision === 'slow') found.rate ??= { requests: 10, period: 60_000 };
  if (decision === 'thin' && !found.cap) found.omitReasoning = true;
  return found;
}
