import { StillwatchError } from '../../errors.ts';
import { networkOf } from '../network.ts';

/** One value that may be matched, as it is known here: in the clear, or as both sides agreed to write it. */
export interface Item {
  kind: Kind;
  value: string;
}

interface KindOf {
  /** How the value of this kind is written, in words. */
  words: string;
  /** The one way to write it, so that two providers write the same; undefined where it is none. */
  form(value: string): string | undefined;
}

/** In UTF-16 units, of a value as it is given. */
const LONGEST = 512;

const kinds = {
  payment: {
    words: 'a fingerprint of a card, an IBAN, the address of a wallet',
    // Case tells wallets' addresses apart. In an IBAN it doesn't, but banks print capitals.
    form: value => value.replace(/[\s-]/g, '') || undefined,
  },
  phone: {
    words: 'a number with its country: + and 7 to 15 digits (E.164)',
    form: value =>
      /^\s*\+[\d\s()./-]*$/.test(value) ? matched(`+${value.replace(/\D/g, '')}`, /^\+\d{7,15}$/) : undefined,
  },
  email: {
    words: 'an e-mail address',
    form: value => matched(value.trim().toLowerCase(), /^[^\s@<>]+@[^\s@<>]+$/),
  },
  device: {
    words: 'a TLS fingerprint (JA4)',
    form: value => matched(value.trim().toLowerCase(), /^[a-z0-9]{10}_[0-9a-f]{12}_[0-9a-f]{12}$/),
  },
  network: { words: 'an IP address or its network, IPv4 /24 or IPv6 /48', form: networkOf },
  template: {
    words: 'a hash under a key that both sides have: 16 to 128 hex digits',
    form: value => matched(value.trim().toLowerCase(), /^[0-9a-f]{16,128}$/),
  },
  'shared-payment': shared('payment'),
  'shared-phone': shared('phone'),
  'shared-email': shared('email'),
} satisfies Record<string, KindOf>;

/** What members of a community have of account records (src/exchange/community.ts): a kind of its own, for it is no such value itself. */
function shared(of: string): KindOf {
  return {
    words: `a pseudonym of a ${of} under the key of a community: 32 hex digits`,
    form: value => matched(value.trim().toLowerCase(), /^[0-9a-f]{32}$/),
  };
}

export type Kind = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as Kind[];

/**
 * What the function is computed of: kind and value in their one form, so that a phone never matches a payment.
 * @throws StillwatchError PSI_VALUE
 */
export function inputOf({ kind, value }: Item): string {
  if (!Object.hasOwn(kinds, kind))
    throw new StillwatchError(
      'PSI_VALUE',
      'a value is of no kind that can be matched privately',
      `Kinds are ${kindNames.join(', ')}.`,
    );
  // The value itself is never said: messages end up in logs.
  const form =
    typeof value === 'string' && value.length <= LONGEST && !/\p{Cs}/u.test(value)
      ? kinds[kind].form(value.normalize('NFC'))
      : undefined;
  if (form === undefined)
    throw new StillwatchError(
      'PSI_VALUE',
      `a value is not of the kind “${kind}”`,
      `It should be ${kinds[kind].words}, of at most ${LONGEST} characters. Mend it or leave it out.`,
    );
  return `stillwatch psi v1\0${kind}\0${form}`;
}

/** Undefined where the value is not of its kind. */
export function inputUnlessRefused(item: Item): string | undefined {
  try {
    return inputOf(item);
  } catch (error) {
    if (error instanceof StillwatchError && error.code === 'PSI_VALUE') return undefined;
    throw error;
  }
}

const matched = (value: string, pattern: RegExp): string | undefined =>
  pattern.test(value) ? value : undefined;
