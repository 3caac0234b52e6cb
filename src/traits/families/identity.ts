import { hash, type Trait, unless } from './trait.ts';

/** What is known of accounts beside their traffic: SQL over `accounts`. */
export const identity: readonly Trait[] = [
  {
    id: 32,
    name: 'shared-payment',
    family: 'identity',
    sql: unless('payment', hash('payment')),
    words: 'pay with the same instrument',
  },
  {
    id: 33,
    name: 'shared-phone',
    family: 'identity',
    sql: unless('phone', hash('phone')),
    words: 'were verified with the same phone',
  },
  {
    id: 34,
    name: 'shared-email',
    family: 'identity',
    sql: unless('email', hash('email')),
    words: 'have the same e-mail address',
  },
  {
    id: 35,
    name: 'shared-email-domain',
    family: 'identity',
    sql: unless('email_domain', hash('email_domain')),
    words: 'have e-mail addresses of the same domain',
  },
  {
    id: 36,
    name: 'sign-up-burst',
    family: 'identity',
    sql: "if(created = toDateTime64(0, 3, 'UTC'), 0, xxh3(toUnixTimestamp(toStartOfHour(created))))",
    words: 'signed up within the same hour',
  },
];
