import { type Bytes, base64, compare, equal, join, u64, utf8 } from './bytes.ts';
import type { DrawnLeaf } from './draws.ts';
import type { Entries } from './entries.ts';
import { accountsFile, type Dossier, partnerRow, regulatorRow } from './formats.ts';
import { type ClaimedHour, hourBytes } from './hours.ts';
import { refuse } from './refusal.ts';
import { sha256, sha256OfEach } from './sha256.ts';
import { type Of, read, type Shape } from './shape.ts';
import { isRoot, rootOf, sumsBytes } from './sums.ts';

// The rows of accounts, one for each that is claimed: a sum tree over them is what was logged as claimed.

/** The salts are there at level regulator. */
type Row = Of<typeof partnerRow> & Partial<Of<typeof regulatorRow>>;

const roleNumbers = { harvester: 1, cover: 2, bystander: 3 };

/** Refuses unless the rows are in order, once each, and sum up to what the claim's entry says. */
export async function readAccounts(
  json: unknown,
  { level, campaign }: Dossier,
  hours: readonly ClaimedHour[],
  { claim, verdict }: Entries,
): Promise<Row[]> {
  const file = read(accountsFile, json, 'accounts.json: it');
  if (file.level !== level || file.campaign !== campaign)
    refuse('ACCOUNTS_WRONG', 'accounts.json is of another level or campaign.');
  const shape: Shape<Row> = level === 'regulator' ? regulatorRow : partnerRow;
  const rows = file.accounts.map((row, i): Row => read(shape, row, `accounts.json: accounts[${i}]`));
  const claimed = new Set(hours.map(({ hour }) => hour));
  for (const [i, row] of rows.entries()) {
    if (i > 0 && compare(row.pseudonym, rows[i - 1]!.pseudonym) <= 0)
      refuse('ACCOUNTS_WRONG', 'The accounts are not in order, or one is there twice.');
    if (row.exchanges === 0 || row.first > row.last || !claimed.has(row.first) || !claimed.has(row.last))
      refuse('ACCOUNTS_WRONG', `Account ${i} sent nothing, or at hours that are not claimed.`);
    if (row.role === 'bystander' && verdict.entry.verdict === 'harvesting')
      refuse('ACCOUNTS_WRONG', `Account ${i} is a bystander, and claimed.`);
  }
  for (const role of ['harvester', 'cover', 'bystander'] as const)
    if (rows.filter(row => row.role === role).length > verdict.entry.accounts[role])
      refuse('ACCOUNTS_WRONG', `More accounts are claimed as ${role} than the verdict has.`);
  if (new Set(rows.map(({ id }) => id)).size < rows.length)
    refuse('ACCOUNTS_WRONG', 'Two accounts have one id.');
  const leaves = rows.map(row => ({
    bytes: join(
      row.pseudonym,
      u64(roleNumbers[row.role]),
      hourBytes(row.first),
      hourBytes(row.last),
      sumsBytes(row),
    ),
    counts: { exchanges: row.exchanges, input_tokens: row.input_tokens, output_tokens: row.output_tokens },
  }));
  if (!isRoot(await rootOf(leaves, 'ACCOUNTS_WRONG'), claim.entry.accounts))
    refuse('ACCOUNTS_WRONG', 'The accounts do not add up to what was logged as claimed.');
  return rows;
}

/** At level regulator: refuses unless each pseudonym is that of the account that is named. Gives the accounts' commitments. */
export async function openAccounts(rows: readonly Row[]): Promise<Bytes[]> {
  const commitments = await sha256OfEach(rows.map(row => join(row.account_salt!, utf8(row.id))));
  const pseudonyms = await sha256OfEach(rows.map((row, i) => join(row.salt!, commitments[i]!)));
  const wrong = rows.findIndex((row, i) => !equal(row.pseudonym, pseudonyms[i]!));
  if (wrong !== -1)
    refuse('ACCOUNT_NOT_OPENED', `The pseudonym of account ${wrong} does not open to the name beside it.`);
  return commitments;
}

/** Refuses unless each drawn leaf opens to a commitment of an account, and these are no more than are claimed; gives them. */
export async function openLeaves(
  leaves: readonly DrawnLeaf[],
  level: Dossier['level'],
  claimed: number,
): Promise<Set<string>> {
  const seen = new Set<string>();
  const accounts = new Set<string>();
  for (const { opened, pseudonym, hour, index, model } of leaves) {
    if ((opened === null) !== (level === 'public'))
      refuse('SHAPE_WRONG', `At level ${level} drawn leaves are ${level === 'public' ? 'not ' : ''}opened.`);
    if (!opened) continue;
    if (!equal(await sha256(opened.salt, opened.account), pseudonym))
      refuse('ACCOUNT_NOT_OPENED', `Leaf ${index} of ${hour} does not open to the account beside it.`);
    const account = base64(opened.account);
    const key = `${hour} ${account} ${model}`;
    if (seen.has(key)) refuse('DRAW_WRONG', `An account has two leaves of one model in ${hour}.`);
    seen.add(key);
    accounts.add(account);
  }
  if (accounts.size > claimed)
    refuse(
      'ACCOUNTS_WRONG',
      `The drawn leaves are of ${accounts.size} accounts, and ${claimed} are claimed.`,
    );
  return accounts;
}

/** Refuses unless the drawn leaves are of accounts that have a row, in its hours and within its sums. */
export function checkOwners(
  leaves: readonly DrawnLeaf[],
  rows: readonly Row[],
  commitments: readonly Bytes[],
): void {
  const byCommitment = new Map(
    commitments.map((commitment, i) => [base64(commitment), { row: rows[i]!, rest: { ...rows[i]! } }]),
  );
  for (const { hour, index, opened, claimed } of leaves) {
    const owner =
      byCommitment.get(base64(opened!.account)) ??
      refuse('ACCOUNTS_WRONG', `Leaf ${index} of ${hour} is of an account that has no row.`);
    for (const measure of ['exchanges', 'input_tokens', 'output_tokens'] as const)
      owner.rest[measure] -= claimed[measure];
    const { row, rest } = owner;
    if (
      hour < row.first ||
      hour > row.last ||
      rest.exchanges < 0 ||
      rest.input_tokens < 0 ||
      rest.output_tokens < 0
    )
      refuse('ACCOUNTS_WRONG', `Leaf ${index} of ${hour} does not fit into the row of its account.`);
  }
}
