import { browsers, countries, fingerprint, libraries } from './network.mjs';
import { day, iso } from './time.mjs';

/** A request's sampling settings. */
export const settings = (maximum, temperature, topP = null, stream = false) => ({
  max_tokens: maximum,
  temperature,
  top_p: topP,
  stream,
});

const models = ['opus-4.6', 'sonnet-4.6', 'haiku-4.5', 'opus-4.5', 'sonnet-4.5'];
const mailDomains = {
  'gmail.com': 50,
  'outlook.com': 14,
  'icloud.com': 6,
  'yahoo.com': 5,
  'proton.me': 4,
  'qq.com': 4,
  '163.com': 3,
  'hotmail.com': 5,
  'gmx.de': 2,
  'mail.ru': 2,
};

export const drawModel = random => random.weighted(models, [3, 5, 3, 1, 2]);

/** An account; what is not given is drawn as for anybody. */
export function drawAccount(world, group, given) {
  const { random, text, network } = world;
  const country = given.country ?? world.country();
  const { zone, language } = countries[country];
  const byApi = given.api ?? random.chance(0.5);
  const client = given.client ?? random.pick(byApi ? libraries : browsers);
  const variant = !given.client && random.chance(0.3) ? random.pick(['a', 'b', 'c']) : '';
  const addresses = () =>
    !byApi || random.chance(0.5)
      ? network.homes(country, random.weighted([1, 2, 4, 9], [5, 3, 1, 1]))
      : [network.dataCentre()];
  return {
    id: `acct_${random.hex(9)}`,
    group,
    country,
    zone,
    language:
      given.language ?? (random.chance(0.75) ? language : random.pick(['en', 'en', 'en', 'es', 'zh', 'fr'])),
    agent: client.agent,
    fingerprint: fingerprint(client.library + variant),
    addresses: given.addresses ?? addresses(),
    words: given.words ?? text.words(random.between(4, 12)),
    model: given.model ?? drawModel(random),
    organisation: given.organisation ?? null,
    system: given.system ?? null,
    settings: given.settings ?? drawSettings(random),
    channel: byApi ? 'api' : 'app',
    key: byApi ? `key_${random.hex(8)}` : null,
  };
}

const drawSettings = random =>
  settings(
    random.pick([1024, 2048, 4096, 4096, 4096, 8192, 16_000, null, null]),
    random.pick([null, null, null, 1, 1, 0.7, 0.7, 0.2, 0, 0.3, 0.5]),
    random.pick([null, null, null, null, null, null, 0.9, 0.95, 1]),
    random.chance(0.6),
  );

/** A line of accounts.jsonl. `payment`: null for none, undefined for a card of its own, if any. */
export function registration({ random, text, start, days }, { id, country, organisation }, given) {
  const created = random.chance(0.85)
    ? start - random.exponential(200 * day) - random.next() * day
    : start + 0.8 * random.next() * days * day;
  const domain = random.chance(0.9)
    ? random.weighted(Object.keys(mailDomains), Object.values(mailDomains))
    : `${text.word()}.${random.pick(['com', 'io', 'net', 'de'])}`;
  const card = random.chance(0.75) ? random.hex(16) : null;
  return {
    account: id,
    created: iso(given.created ?? created),
    country,
    plan: given.plan ?? random.pick(['free', 'pro', 'pro', 'payg', 'payg']),
    program: given.program ?? null,
    verification: random.pick(['none', 'email', 'email', 'phone', 'card']),
    org: organisation,
    email_domain: given.domain ?? domain,
    email_hash: given.email === false ? null : random.hex(16),
    phone_hash: random.chance(0.5) ? random.hex(16) : null,
    payment_hash: given.payment === undefined ? card : given.payment,
  };
}
