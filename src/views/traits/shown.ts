import { accountTraits, exchangeTraits, type Trait } from '../../traits/index.ts';
import { shortHash } from '../short.ts';

/** A trait that is shown as columns, and how a value of it is written. */
export interface Shown {
  trait: Trait;
  /** SQL for the value in words; where it is none, the value is a hash and is shown as one. */
  text: string | undefined;
}

const LONGEST = 160;
const short = (pseudonym: string) => `substring(${pseudonym}, 1, 12)`;
const text = (sql: string) => `substringUTF8(toString(${sql}), 1, ${LONGEST})`;
const given = (name: string) => `if(${name} < 0, '', concat(', ${name} ', toString(${name})))`;

/** By the trait's name. What is not here says too little for a column: a phrase, the very same prompt. */
const texts: Record<string, string | undefined> = {
  'shared-network': text('network'),
  'shared-address': undefined,
  'shared-client': text('user_agent'),
  'shared-tls': text('ja4'),
  'shared-parameters': text(
    `concat('max_tokens ', toString(max_tokens), ${given('temperature')}, ${given('top_p')}, if(stream, ', stream', ''), ' · ', user_agent)`,
  ),
  'shared-payment': short('payment'),
  'shared-phone': short('phone'),
  'shared-email': short('email'),
  'shared-email-domain': text('email_domain'),
  'sign-up-burst': "formatDateTime(toStartOfHour(created), '%Y-%m-%dT%H:00Z')",
  'shared-opening': undefined,
  'shared-closing': undefined,
  'shared-system-prompt': undefined,
  'shared-tools': undefined,
};

const shownOf = (traits: readonly Trait[]): Shown[] =>
  traits.filter(({ name }) => name in texts).map(trait => ({ trait, text: texts[trait.name] }));

export const ofExchanges = shownOf(exchangeTraits);
export const ofAccounts = shownOf(accountTraits);

/** SQL for the key of a value, one for all traits; 0 where there is none. */
export const keyOf = ({ trait }: Shown) =>
  `if((toUInt64(${trait.sql}) AS of_${trait.id}) = 0, toUInt64(0), xxh3(toUInt8(${trait.id}), of_${trait.id}))`;

/** SQL for the keys of all values that a row shows. */
export const keysOf = (all: readonly Shown[]) => `[${all.map(keyOf).join(',\n        ')}]`;

export const wordsOf = (hash: string, words: string) => words || shortHash(hash);
