import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { StillwatchError } from '../../errors.ts';
import { openStatement, signStatement, type TransparencyLog } from '../../evidence/index.ts';
import { keysOf, partnerNamed, partnersOf } from './partners.ts';

const PREDICATE = 'urn:stillwatch:intel:1';
/** An envelope that is longer says more than one statement. */
const MOST = 64 * 1024;

/** Who a file is from. */
export interface SignedBy {
  partner: string;
  /** `name+id` of the key; '' where it is not signed. */
  key: string;
  /** The SHA-256 that the file has to have, in hex. */
  digest?: string;
}

/**
 * The signature of a bundle, to be kept beside it as `FILE.dsse`: an in-toto statement of its digest in a DSSE envelope, signed with the
 * key of the log. So the bundle stays what every tool reads.
 */
export async function signBundle(
  log: TransparencyLog,
  { name, bytes, about }: { name: string; bytes: string | Uint8Array; about: Record<string, string> },
): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const subject = [{ name: basename(name), digest: { sha256 } }];
  return signStatement({ subject, predicateType: PREDICATE, predicate: about }, bytes =>
    log.sign(bytes, log.size),
  );
}

/**
 * Who signed the file at a path, by its `.dsse`.
 * @param said who it is said to be from
 * @throws StillwatchError INTEL_SIGNER where nobody did who is known, or another one
 */
export async function signerOf(data: string, path: string, said: string | undefined): Promise<SignedBy> {
  const beside = `${path}.dsse`;
  if (said !== undefined) partnerNamed(data, said);
  if (!existsSync(beside))
    throw unsignedBy(
      `${path} is not signed: there is no ${beside}`,
      'Ask whoever made it for its signature, and lay it beside it. To take it without one, from a partner of whom you allow that: --partner NAME --unsigned',
    );
  const text = statSync(beside).size > MOST ? '' : readFileSync(beside, 'utf8');
  const partners = partnersOf(data);
  const opened = openStatement(text, partners.flatMap(keysOf));
  const { signer, statement, keys } = opened;
  if (!signer)
    throw unsignedBy(
      keys.length
        ? `${path} is signed by ${keys.map(key => JSON.stringify(key.slice(0, 200))).join(', ')}, whose key is of no partner here or does not fit`
        : `${beside} is no signature`,
      'If you know whose key that is, and got it from them: stillwatch intel partner add NAME --key FILE',
    );
  const { name } = partners.find(one => one.keys.includes(signer.text))!;
  const digest = statement?.subject?.[0]?.digest?.sha256;
  if (statement?.predicateType !== PREDICATE || typeof digest !== 'string')
    throw unsignedBy(`${beside} is a signature of something else`, 'Ask whoever made it for the right one.');
  if (said !== undefined && said !== name)
    throw unsignedBy(
      `${path} is signed by ${name}, not by ${said}`,
      'Leave --partner out to take it from whoever signed it.',
    );
  return { partner: name, key: `${signer.name}+${signer.id}`, digest };
}

/** @throws StillwatchError INTEL_SIGNER, PARTNER_UNKNOWN */
export function unsignedFrom(data: string, said: string | undefined): SignedBy {
  if (said === undefined)
    throw unsignedBy(
      'what is not signed has to be from somebody',
      'Say who gave it to you: --partner NAME --unsigned',
    );
  if (!partnerNamed(data, said).unsigned)
    throw unsignedBy(
      `${said} gives nothing without a signature`,
      `Ask for it signed; or allow it: stillwatch intel partner add ${JSON.stringify(said)} --allow-unsigned`,
    );
  return { partner: said, key: '' };
}

const unsignedBy = (message: string, mend: string) => new StillwatchError('INTEL_SIGNER', message, mend);
