import * as s from './shape.ts';

// What stands in a dossier's JSON (docs/evidence-format.md), field by field.

const sums = { leaves: s.whole, exchanges: s.whole, input_tokens: s.whole, output_tokens: s.whole };
const tree = s.fields({ root: s.hash, ...sums });
const roles = s.fields({ harvester: s.whole, cover: s.whole, bystander: s.whole });
const verdict = s.oneOf('harvesting', 'pooled-access', 'watch');
const level = s.oneOf('public', 'partner', 'regulator');
const note = s.text(30_000);
const proof = s.list(s.hash, 64);
const path = s.bytes(64 * 64, 'a path: siblings of 64 bytes', length => length % 64 === 0);
const name = s.text(200);
/** Of a model or an exchange, as whoever sent it chose it. */
const given = s.text(512);
const timestamps = s.list(s.bytes(40_000, 'an RFC 3161 response'), 20);

// Entries of the log.

const common = { v: s.oneOf(1), at: s.time };
export const entries = {
  key: s.fields({ type: s.oneOf('key'), ...common, origin: name, key: name, previous: s.orNull(name) }),
  hour: s.fields({ type: s.oneOf('hour'), ...common, hour: s.hour, tree, replaces: s.orNull(s.whole) }),
  verdict: s.fields({
    type: s.oneOf('verdict'),
    ...common,
    campaign: name,
    verdict,
    error_bound: s.share,
    alpha: s.share,
    until: s.time,
    accounts: roles,
    exchanges: s.whole,
    input_tokens: s.whole,
    output_tokens: s.whole,
    first_seen: s.time,
    last_seen: s.time,
    models: s.named(s.whole),
    capabilities: s.named(s.number),
    evidence: s.list(
      s.fields({ signal: name, family: name, log_likelihood_ratio: s.number, p_value: s.orNull(s.number) }),
      10_000,
    ),
    explanations: s.list(
      s.fields({ explanation: name, verdict: name, value: s.orNull(s.number), limit: s.orNull(s.number) }),
      10_000,
    ),
    by: s.fields({ version: name, build: s.hash, config: s.hash }),
    document: s.hash,
  }),
  record: s.fields({
    type: s.oneOf('record'),
    ...common,
    id: name,
    kind: name,
    campaign: s.orNull(name),
    accounts: s.orNull(s.whole),
    grade: s.orNull(name),
    until: s.orNull(s.time),
    document: s.hash,
  }),
  claim: s.fields({
    type: s.oneOf('claim'),
    ...common,
    campaign: name,
    verdict: s.whole,
    hours: tree,
    accounts: tree,
  }),
};
export type EntryType = keyof typeof entries;
export type Entry<T extends EntryType> = s.Of<(typeof entries)[T]>;

// claims.json.

const says = s.text(4000);
export const claims = {
  totals: s.fields({
    claim: s.oneOf('totals'),
    says,
    exchanges: s.whole,
    input_tokens: s.whole,
    output_tokens: s.whole,
    accounts: s.whole,
    from: s.hour,
    to: s.hour,
  }),
  order: s.fields({
    claim: s.oneOf('order'),
    says,
    verdict: s.whole,
    hours: s.row(s.whole, s.whole),
    before: s.flag,
  }),
  verdict: s.fields({
    claim: s.oneOf('verdict'),
    says,
    index: s.whole,
    verdict,
    error_bound: s.share,
    until: s.time,
    accounts: roles,
  }),
  action: s.fields({
    claim: s.oneOf('action'),
    says,
    index: s.whole,
    kind: name,
    at: s.time,
    accounts: s.orNull(s.whole),
  }),
  accounts: s.fields({ claim: s.oneOf('accounts'), says, accounts: s.whole, file: s.oneOf('accounts.json') }),
  excerpts: s.fields({ claim: s.oneOf('excerpts'), says, excerpts: s.whole, file: s.oneOf('excerpts.json') }),
  models: s.fields({ claim: s.oneOf('models'), says }),
  capabilities: s.fields({ claim: s.oneOf('capabilities'), says }),
  disproof: s.fields({ claim: s.oneOf('disproof'), says }),
  limits: s.fields({ claim: s.oneOf('limits'), says }),
};
export type ClaimName = keyof typeof claims;
export type Claim<N extends ClaimName> = s.Of<(typeof claims)[N]>;

export const dossier = s.fields({
  format: s.oneOf('stillwatch-dossier'),
  version: s.oneOf(1),
  level,
  campaign: name,
  partner: s.orNull(name),
  log: s.fields({
    origin: name,
    key: name,
    checkpoint: note,
    timestamps,
    earlier: s.list(s.fields({ checkpoint: note, timestamps, proof }), 10_000),
  }),
  entries: s.list(s.fields({ index: s.whole, entry: s.any, proof }), 20_000),
  claims: s.list(s.any, 20_000),
  hours: s.list(s.row(s.hour, s.whole, s.hash, s.whole, s.whole, s.whole, s.whole), 50_000),
  draws: s.list(
    s.fields({
      hour: s.hour,
      index: s.whole,
      claimed: s.fields({ leaf: s.row(s.whole, s.whole, s.whole), path }),
      committed: s.fields({ leaf: s.row(s.hash, given, s.whole, s.whole, s.whole), path }),
      opened: s.orNull(s.fields({ salt: s.hash, account: s.hash })),
    }),
    3 * 128,
  ),
});
export type Dossier = s.Of<typeof dossier>;

// The other files.

const account = {
  pseudonym: s.hash,
  role: s.oneOf('harvester', 'cover', 'bystander'),
  first: s.hour,
  last: s.hour,
  exchanges: s.whole,
  input_tokens: s.whole,
  output_tokens: s.whole,
  membership: s.share,
  id: s.text(1000),
};
export const partnerRow = s.fields(account);
export const regulatorRow = s.fields({ ...account, salt: s.hash, account_salt: s.hash });
export const accountsFile = s.fields({ level, campaign: name, accounts: s.list(s.any, 200_000) });

export const excerptsFile = s.fields({
  excerpts: s.list(s.fields({ exchange: given, at: s.time, model: given, text: s.text(1_000_000) }), 10_000),
});

export const envelope = s.fields({
  payload: s.bytes(20_000, 'a statement'),
  payloadType: s.oneOf('application/vnd.in-toto+json'),
  signatures: s.row(s.fields({ keyid: name, sig: s.bytes(64, '64 bytes', length => length === 64) })),
});
export const statement = s.fields({
  _type: s.oneOf('https://in-toto.io/Statement/v1'),
  predicate: s.fields({ campaign: name, checkpoint: note, level }),
  predicateType: s.oneOf('urn:stillwatch:dossier:1'),
  subject: s.list(s.fields({ digest: s.fields({ sha256: s.text(64) }), name: s.text(40) }), 7),
});

/** `stillwatch log prove` writes it. */
export const proofFile = s.fields({ origin: name, from: note, to: note, proof });
