import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Account,
  accountSchema,
  type Identity,
  normal,
  type Pseudonyms,
  type Refusal,
  refusalOf,
} from '../exchange/index.ts';
import type { Store } from '../store/index.ts';
import { Cutter } from './chunks.ts';
import { BrokenInput, type FailedFile } from './fault.ts';
import { type Input, listInputs } from './inputs.ts';
import { linesOf, parseLine } from './line.ts';
import { Rejects } from './rejects.ts';
import { rowsOf } from './source.ts';
import { openSpool, spoolFile } from './spool.ts';

export interface AccountsSummary {
  read: number;
  stored: number;
  rejected: number;
  /** Files that could not be read to their end. What came before the broken place is stored. */
  failed_files: FailedFile[];
  rejects_file: string | null;
}

const columns = [
  'account',
  'created',
  'plan',
  'program',
  'verification',
  'org',
  'email_domain',
  'email',
  'phone',
  'payment',
  'country',
  'shared_email',
  'shared_phone',
  'shared_payment',
];
const structure = `${columns
  .filter(name => name !== 'created')
  .map(name => `${name} String`)
  .join(', ')}, created DateTime64(3, 'UTC')`;

/** Reads what is known of accounts from files. The newest word on an account counts. */
export async function ingestAccounts(
  store: Store,
  paths: string | readonly string[],
  { data, pseudonyms }: { data: string; pseudonyms: Pseudonyms },
): Promise<AccountsSummary> {
  const listing = listInputs([paths].flat());
  const inputs = [...listing.accounts, ...listing.inputs];
  const spool = openSpool(data);
  const rejects = new Rejects(
    join(data, 'rejects', `${new Date().toISOString().replace(/[:.]/g, '-')}-accounts.jsonl`),
  );
  const file = spoolFile(spool, 'accounts');
  const out = createWriteStream(file, { mode: 0o600 });
  const cutter = new Cutter(spool);
  const failed: FailedFile[] = [];
  let stored = 0;
  const take = async (record: Record<string, unknown>, refuse: (refusal: Refusal) => void) => {
    // An exchange has an account too; taken for one, all else of it would be lost.
    if ('request' in record) return refuse({ code: 'unknown-format', reason: 'an exchange, not an account' });
    const result = accountSchema.safeParse(record);
    if (!result.success) return refuse(refusalOf(result.error, record));
    stored++;
    if (!out.write(`${JSON.stringify(rowOf(result.data, pseudonyms))}\n`)) await once(out, 'drain');
  };
  const takeAll = async (input: Input) => {
    const source = rowsOf(input, store, spool, () => {});
    const onOverlong = ({ line }: { line: number }) =>
      rejects.add(input.path, line, { code: 'too-long', reason: 'the line is too long' });
    for await (const chunk of cutter.cut(source, onOverlong)) {
      let line = chunk.firstLine;
      for (const raw of linesOf(await readFile(chunk.path))) {
        const parsed = parseLine(raw);
        const at = line++;
        const refuse = (refusal: Refusal) => rejects.add(input.path, at, refusal, raw);
        if (parsed && 'refusal' in parsed) refuse(parsed.refusal);
        else if (parsed) await take(parsed.record, refuse);
      }
      cutter.release(chunk);
    }
  };
  try {
    for (const input of inputs)
      await takeAll(input).catch(error => {
        if (!(error instanceof BrokenInput)) throw error;
        failed.push(error.failed);
      });
    out.end();
    await once(out, 'finish');
    if (stored)
      await store.insertBatch({
        into: 'accounts',
        columns,
        file,
        structure,
        select: source => `SELECT ${columns.join(', ')} FROM ${source}`,
      });
  } finally {
    rejects.close();
    await cutter.close();
    await rm(file, { force: true });
  }
  return {
    read: stored + rejects.total,
    stored,
    rejected: rejects.total,
    failed_files: failed,
    rejects_file: rejects.total ? rejects.path : null,
  };
}

/** Identifiers become pseudonyms here, hashed ones too: a bare hash of a phone number is no secret. */
function rowOf(account: Account, pseudonyms: Pseudonyms) {
  const hashed = (kind: string, hash: string | null | undefined) =>
    hash ? pseudonyms.of(`${kind}-hash`, hash) : '';
  const shared = (kind: Identity, value: string | null | undefined, hash: string | null | undefined) =>
    value
      ? pseudonyms.shared(kind, { normal: normal[kind](value) })
      : hash
        ? pseudonyms.shared(kind, { hash })
        : '';
  const { email, phone, payment } = account;
  return {
    account: pseudonyms.account(account.account),
    created: (account.created ?? '1970-01-01T00:00:00.000Z').replace('T', ' ').replace('Z', ''),
    plan: account.plan ?? '',
    program: account.program ?? '',
    verification: account.verification ?? '',
    org: account.org ?? '',
    email_domain: (account.email_domain ?? email?.trim().split('@').at(-1) ?? '').toLowerCase(),
    email: email ? pseudonyms.email(email) : hashed('email', account.email_hash),
    phone: phone ? pseudonyms.phone(phone) : hashed('phone', account.phone_hash),
    payment: payment
      ? pseudonyms.of('payment', normal.payment(payment))
      : hashed('payment', account.payment_hash),
    country: account.country ?? '',
    shared_email: shared('email', email, account.email_hash),
    shared_phone: shared('phone', phone, account.phone_hash),
    shared_payment: shared('payment', payment, account.payment_hash),
  };
}
