import canonicalize from 'canonicalize';
import { encoded, PAYLOAD_TYPE, type Sign } from './dossier/index.ts';
import { ed25519, type Verifier } from './log/index.ts';

/** Files by their SHA-256, in hex, and what is said of them: an in-toto statement v1. */
export interface Statement {
  subject: { name: string; digest: { sha256: string } }[];
  predicateType: string;
  predicate: Record<string, unknown>;
}

const TYPE = 'https://in-toto.io/Statement/v1';

/** A statement in a DSSE envelope (v1.0), as it stands in `FILE.dsse`. */
export async function signStatement(stated: Statement, sign: Sign): Promise<string> {
  const payload = Buffer.from(canonicalize({ _type: TYPE, ...stated })!);
  const { keyid, signature } = await sign(encoded(PAYLOAD_TYPE, payload));
  const signatures = [{ keyid, sig: signature.toString('base64') }];
  return `${canonicalize({ payloadType: PAYLOAD_TYPE, payload: payload.toString('base64'), signatures })}\n`;
}

/** What an envelope says, and who of these signed it: undefined where none of them did. `keys`: who claims to have. */
export interface Opened {
  signer?: Verifier;
  statement?: Statement;
  keys: string[];
}

/** Reads an envelope and believes it only where one of the keys signed it. What is no envelope has no keys. */
export function openStatement(text: string, known: readonly Verifier[]): Opened {
  const { payloadType, payload, signatures } = jsonOf(text);
  if (typeof payload !== 'string' || !Array.isArray(signatures) || signatures.length > 16)
    return { keys: [] };
  const bytes = Buffer.from(payload, 'base64');
  const keys = signatures.map(one => String((one as { keyid?: unknown } | null)?.keyid ?? ''));
  if (payloadType !== PAYLOAD_TYPE) return { keys };
  for (const [i, keyid] of keys.entries())
    for (const signer of known) {
      if (keyid !== `${signer.name}+${signer.id}`) continue;
      const signature = Buffer.from(String((signatures[i] as { sig?: unknown }).sig), 'base64');
      if (!ed25519.verify(encoded(PAYLOAD_TYPE, bytes), signer.key, signature)) continue;
      const { _type, ...statement } = jsonOf(bytes.toString('utf8'));
      return { signer, keys, ...(_type === TYPE && { statement: statement as unknown as Statement }) };
    }
  return { keys };
}

function jsonOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
