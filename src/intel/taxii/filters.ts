/** What a request for objects asks for: TAXII 2.1, section 3.4. */
export interface Filters {
  /** Microseconds since 1970: only what was added later. */
  after: number;
  limit: number;
  ids: string[];
  types: string[];
  /** Of each object: its last version, its first, all, or those of these moments (milliseconds since 1970). */
  versions: ('last' | 'first' | 'all' | number)[];
  /** False where only specification versions are asked for that we do not speak. */
  ours: boolean;
}

/** A parameter is not as TAXII has it: status 400. */
export class FilterInvalid extends Error {}

/** As many objects as are given at once. */
export const PAGE = 1000;
/** Values of one parameter. */
const VALUES = 500;

type Query = Record<string, unknown>;

/** Reads the parameters of a request. Fields that are not defined are left alone, as the specification allows. @throws FilterInvalid */
export function filtersOf(query: Query): Filters {
  const one = (name: string): string | undefined => {
    const value = query[name];
    if (value === undefined || typeof value === 'string') return value;
    throw new FilterInvalid(`${name} is there more than once`);
  };
  const list = (field: string): string[] => {
    const values = one(`match[${field}]`)?.split(',');
    if (!values) return [];
    if (values.length > VALUES) throw new FilterInvalid(`match[${field}] has more than ${VALUES} values`);
    if (values.includes('')) throw new FilterInvalid(`match[${field}] has an empty value`);
    return values;
  };
  const specs = list('spec_version');
  const wrong = specs.find(version => !/^\d\.\d$/.test(version));
  if (wrong !== undefined) throw new FilterInvalid('match[spec_version] is no version, such as 2.1');
  return {
    after: Math.max(microsOf(one('added_after')), positionOf(one('next'))),
    limit: limitOf(one('limit')),
    ids: list('id'),
    types: list('type'),
    versions: versionsOf(list('version')),
    ours: specs.length === 0 || specs.includes('2.1'),
  };
}

const TIMESTAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/;

function microsOf(text: string | undefined): number {
  if (text === undefined) return -1;
  const [, seconds, fraction = ''] = TIMESTAMP.exec(text) ?? [];
  const ms = Date.parse(`${seconds}Z`);
  if (Number.isNaN(ms))
    throw new FilterInvalid('added_after is no timestamp, such as 2026-04-22T03:14:07.123456Z');
  return ms * 1000 + Number(fraction.slice(0, 6).padEnd(6, '0'));
}

/** A place in the order of what was added, as `next` has it. */
export const nextOf = (added: number): string => String(added);

function positionOf(text: string | undefined): number {
  if (text === undefined) return -1;
  if (!/^\d{1,16}$/.test(text)) throw new FilterInvalid('next is not what an answer gave');
  return Number(text);
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return PAGE;
  if (!/^\d{1,15}$/.test(text) || Number(text) === 0)
    throw new FilterInvalid('limit is no whole number from 1 on');
  return Math.min(PAGE, Number(text));
}

function versionsOf(values: string[]): Filters['versions'] {
  if (values.length === 0) return ['last'];
  if (new Set(values).size < values.length) throw new FilterInvalid('match[version] says something twice');
  if (values.includes('all') && values.length > 1)
    throw new FilterInvalid('match[version]: all stands alone');
  return values.map(value => {
    if (value === 'last' || value === 'first' || value === 'all') return value;
    const [, seconds, fraction = ''] = TIMESTAMP.exec(value) ?? [];
    const ms = Date.parse(`${seconds}Z`);
    if (Number.isNaN(ms)) throw new FilterInvalid('match[version] is last, first, all or timestamps');
    // Ours have milliseconds: what has more digits is a version that isn't there.
    return /^\d{0,3}0*$/.test(fraction) ? ms + Number(fraction.slice(0, 3).padEnd(3, '0')) : -1;
  });
}

/** A timestamp of TAXII, with microseconds. */
export function timestampOf(micros: number): string {
  const ms = Math.floor(micros / 1000);
  return `${new Date(ms).toISOString().slice(0, -1)}${String(micros - ms * 1000).padStart(3, '0')}Z`;
}
