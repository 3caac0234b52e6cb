import { join } from 'node:path';
import { z } from 'zod';
import { StillwatchError } from '../../errors.ts';
import { parseVerifier, type Verifier } from '../../evidence/index.ts';
import { readText, replace } from '../../files.ts';
import { changing } from '../../lock.ts';

const partner = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(80)
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._@-]*$/u),
  /** Verifier keys, the newest last: what was signed before a change of keys can still be read. */
  keys: z.array(z.string()).max(16),
  /** What it gives without a signature is taken too. */
  unsigned: z.boolean(),
  added: z.iso.datetime(),
});
const file = z.strictObject({ format: z.literal('stillwatch-partners/1'), partners: z.array(partner) });

/** Somebody whose indicators are taken. */
export type Partner = z.infer<typeof partner>;

const pathOf = (data: string) => join(data, 'intel', 'partners.json');

/** @throws StillwatchError PARTNER_INVALID where the file is none */
export function partnersOf(data: string): Partner[] {
  const path = pathOf(data);
  const text = readText(path);
  if (text === undefined) return [];
  try {
    return file.parse(JSON.parse(text)).partners;
  } catch (cause) {
    throw new StillwatchError(
      'PARTNER_INVALID',
      `${path} is no list of partners`,
      'Restore it from a backup, or remove it and add your partners again: what came from them stays.',
      { cause },
    );
  }
}

/** @throws StillwatchError PARTNER_UNKNOWN */
export function partnerNamed(data: string, name: string): Partner {
  const found = partnersOf(data).find(one => one.name === name);
  if (found) return found;
  throw new StillwatchError(
    'PARTNER_UNKNOWN',
    `no partner ${JSON.stringify(name)} is known here`,
    'List them: stillwatch intel partner list. To add one: stillwatch intel partner add NAME --key FILE',
  );
}

/**
 * Adds a partner; one that is there gets a further key.
 * @param key the text of a file with a verifier key on a line of its own, or all that `stillwatch log` prints
 * @throws StillwatchError PARTNER_INVALID, NOTE_INVALID, FILE_BUSY
 */
export async function addPartner(
  data: string,
  { name, key, unsigned = false }: { name: string; key?: string | undefined; unsigned?: boolean },
): Promise<Partner> {
  const keys = verifiersIn(key ?? '').map(text => parseVerifier(text).text);
  return changing(pathOf(data), () => add(data, name, keys, unsigned));
}

/** Of a report of `stillwatch log` the lines that say a key. */
function verifiersIn(text: string): string[] {
  const lines = text.split('\n').map(line => line.trim());
  const said = lines.flatMap(line => /^key\s+(\S+)$/.exec(line)?.[1] ?? []);
  return said.length ? said : lines.filter(line => line !== '');
}

function add(data: string, name: string, keys: string[], unsigned: boolean): Partner {
  const all = partnersOf(data);
  const before = all.find(one => one.name === name);
  const other = all.find(one => one.name !== name && one.keys.some(one => keys.includes(one)));
  const made = partner.safeParse({
    name,
    keys: [...new Set([...(before?.keys ?? []), ...keys])],
    unsigned: unsigned || (before?.unsigned ?? false),
    added: before?.added ?? new Date().toISOString(),
  });
  if (!made.success || other || (keys.length === 0 && !unsigned))
    throw new StillwatchError(
      'PARTNER_INVALID',
      other ? `${other.name} has that key already` : `${JSON.stringify(name)} cannot be added as a partner`,
      'A partner has a name of letters, digits, spaces, dots, hyphens and @, and a key of its own: --key FILE with what stillwatch log prints at the partner’s. --allow-unsigned takes what it gives without one.',
    );
  write(data, [...all.filter(one => one.name !== name), made.data]);
  return made.data;
}

/** Nothing more is taken from it, and what came from it is no longer looked for. @throws StillwatchError PARTNER_UNKNOWN, FILE_BUSY */
export const removePartner = (data: string, name: string): Promise<void> =>
  changing(pathOf(data), () => {
    partnerNamed(data, name);
    const others = partnersOf(data).filter(one => one.name !== name);
    write(data, others);
  });

export const keysOf = ({ keys }: Partner): Verifier[] => keys.map(parseVerifier);

function write(data: string, partners: Partner[]): void {
  const sorted = partners.sort((a, b) => (a.name < b.name ? -1 : 1));
  replace(
    pathOf(data),
    `${JSON.stringify({ format: 'stillwatch-partners/1', partners: sorted }, null, 1)}\n`,
  );
}
