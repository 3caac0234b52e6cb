import type { Sort } from '../ui/table.tsx';

// What a view's address says besides its path. Whatever else stands there is left out.

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== ''
    ? value.slice(0, 200)
    : typeof value === 'number'
      ? String(value)
      : undefined;
const sort = (value: unknown): Sort | undefined =>
  typeof value === 'string' && /^[a-z_]+\.(asc|desc)$/.test(value) ? (value as Sort) : undefined;
const oneOf = <T extends string>(value: unknown, of: readonly T[]): T | undefined =>
  of.find(one => one === value);

/** Without what is not there. */
const present = <T extends object>(all: T): T =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T;

export interface ListSearch {
  q?: string | undefined;
  sort?: Sort | undefined;
  verdict?: 'harvesting' | 'pooled-access' | 'watch' | undefined;
}
export const listSearch = ({ q, sort: by, verdict }: Record<string, unknown>): ListSearch =>
  present({
    q: text(q),
    sort: sort(by),
    verdict: oneOf(verdict, ['harvesting', 'pooled-access', 'watch'] as const),
  });

export interface AccountsSearch {
  q?: string | undefined;
  sort?: Sort | undefined;
  role?: 'harvester' | 'cover' | 'bystander' | undefined;
}
export const accountsSearch = ({ q, sort: by, role }: Record<string, unknown>): AccountsSearch =>
  present({ q: text(q), sort: sort(by), role: oneOf(role, ['harvester', 'cover', 'bystander'] as const) });

export interface RangeSearch {
  play?: string | undefined;
  /** 0: before anything was known; without it the newest. */
  step?: number | undefined;
  /** To choose what is played next. */
  new?: true | undefined;
}
export const rangeSearch = ({ play, step, new: isNew }: Record<string, unknown>): RangeSearch =>
  present({
    play: text(play),
    step: Number.isInteger(step) && (step as number) >= 0 ? (step as number) : undefined,
    new: isNew === true || isNew === 1 ? (true as const) : undefined,
  });
export interface LogSearch {
  /** The first entry that is listed. */
  from?: number | undefined;
  /** The entry that is proved. */
  entry?: number | undefined;
}
const index = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : undefined;
export const logSearch = ({ from, entry }: Record<string, unknown>): LogSearch =>
  present({ from: index(from), entry: index(entry) });
const texts = (value: unknown): string[] | undefined => {
  const all = (Array.isArray(value) ? value : [value]).map(text).filter(one => one !== undefined);
  return all.length ? all.slice(0, 20) : undefined;
};
const time = (value: unknown): string | undefined =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : undefined;

export interface ActivitySearch {
  /** What of the time is looked at. */
  from?: string | undefined;
  to?: string | undefined;
}
export const activitySearch = ({ from, to }: Record<string, unknown>): ActivitySearch =>
  present({ from: time(from), to: time(to) });

export interface TraitsSearch {
  q?: string | undefined;
  role?: AccountsSearch['role'];
  family?: string[] | undefined;
  /** Values that an account must show: `trait:value`. */
  has?: string[] | undefined;
  as?: 'dense' | 'table' | undefined;
}
export const traitsSearch = ({ q, role, family, has, as }: Record<string, unknown>): TraitsSearch =>
  present({
    q: text(q),
    role: oneOf(role, ['harvester', 'cover', 'bystander'] as const),
    family: texts(family),
    has: texts(has),
    as: oneOf(as, ['dense', 'table'] as const),
  });

export const nodeSearch = ({ node }: Record<string, unknown>): { node?: string | undefined } =>
  present({ node: text(node) });
export const templateSearch = ({ template }: Record<string, unknown>): { template?: string | undefined } =>
  present({ template: text(template) });

export interface AuditSearch {
  q?: string | undefined;
  kind?: string | undefined;
  /** The record that is opened. */
  record?: string | undefined;
}
export const auditSearch = ({ q, kind, record }: Record<string, unknown>): AuditSearch =>
  present({ q: text(q), kind: text(kind), record: text(record) });

export interface OverviewSearch {
  of?: 'tokens' | undefined;
  /** How far back. */
  days?: number | undefined;
}
export const overviewSearch = ({ of, days }: Record<string, unknown>): OverviewSearch =>
  present({ of: oneOf(of, ['tokens'] as const), days: [30, 7, 2].find(one => one === days) });

export interface SharedSearch {
  /** The campaign of a partner's that is opened: who told of it, and its id in STIX. */
  from?: string | undefined;
  told?: string | undefined;
}
export const sharedSearch = ({ from, told }: Record<string, unknown>): SharedSearch =>
  present({ from: text(from), told: text(told) });

export const outLevels = ['clear', 'green', 'amber', 'amber+strict'] as const;
export interface OutSearch {
  campaign?: string | undefined;
  tlp?: (typeof outLevels)[number] | undefined;
}
export const outSearch = ({ campaign, tlp }: Record<string, unknown>): OutSearch =>
  present({ campaign: text(campaign), tlp: oneOf(tlp, outLevels) });
