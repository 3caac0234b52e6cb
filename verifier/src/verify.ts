import { checkOwners, openAccounts, openLeaves, readAccounts } from './accounts.ts';
import { readArchive } from './archive.ts';
import { type Bytes, hex } from './bytes.ts';
import { checkClaims } from './claims.ts';
import { type Dated, datesByAuthority, datesByWitness, readTimestamps } from './dates.ts';
import { checkDraws } from './draws.ts';
import { sortEntries } from './entries.ts';
import * as formats from './formats.ts';
import { readHours } from './hours.ts';
import { MiB, readJson } from './json.ts';
import { LOG, readKey, type VerifierKey, WITNESS } from './keys.ts';
import { checkInclusion, readEarlier, readKeys } from './log.ts';
import { checkSignature, readCheckpoint } from './note.ts';
import { checkKept } from './outside.ts';
import { refuse } from './refusal.ts';
import { Report } from './report.ts';
import { sha256 } from './sha256.ts';
import { read } from './shape.ts';
import { readStatement } from './statement.ts';
import { readCertificate } from './timestamp.ts';
import * as words from './words.ts';

/** What the reader has from elsewhere, and trusts. */
export interface Trust {
  /** The log's verifier key. */
  key?: string;
  /** Verifier keys of witnesses that must have signed the checkpoint. */
  witnesses?: readonly string[];
  /** Checkpoints of the log that the reader kept. */
  since?: readonly Bytes[];
  /** Proofs between checkpoints, as `stillwatch log prove` writes them. */
  proofs?: readonly Bytes[];
  /** Certificates (PEM) of timestamp authorities, each of which must have given the checkpoint a timestamp. */
  authorities?: readonly string[];
}

/**
 * Checks a dossier (docs/evidence-format.md). Everything that is found is in the report; only a fault of this program throws.
 * Each step relies on those before it, so the first that fails ends it.
 */
export async function verify(archive: Bytes, trust: Trust = {}): Promise<Report> {
  const report = new Report();
  await report.attempt(async () => {
    if (!globalThis.crypto?.subtle)
      refuse('PLATFORM', 'This browser gives the page no cryptography (crypto.subtle).');
    report.digest = hex(await sha256(archive));

    // The archive is in its one form, and its files are those that the statement names.
    const files = readArchive(archive);
    const statement = await readStatement(files);
    const dossier = read(
      formats.dossier,
      readJson(files.get('claims.json')!, 'claims.json', 8 * MiB),
      'claims.json',
    );
    const { level, campaign, partner, log } = dossier;
    report.about = { campaign, level, partner };

    // The log's key signed the statement and the checkpoint, and both are of this dossier.
    const key = await readKey(log.key, LOG);
    const checkpoint = readCheckpoint(log.checkpoint, 'The checkpoint');
    if (log.origin !== checkpoint.origin)
      refuse('CHECKPOINT_OTHER', 'The checkpoint is of another log than the dossier.');
    await checkSignature(checkpoint, key, 'The checkpoint');
    await statement.checkSignature(key);
    const { predicate } = statement;
    if (
      predicate.campaign !== campaign ||
      predicate.level !== level ||
      predicate.checkpoint !== checkpoint.body
    )
      refuse(
        'STATEMENT_INVALID',
        'The signed statement is of another campaign, level or checkpoint than claims.json.',
      );
    if ((partner !== null) !== (level === 'partner') || files.has('accounts.json') !== (level !== 'public'))
      refuse(
        'FILES_WRONG',
        `At level ${level} there is a partner or an accounts.json where none belongs, or none where one does.`,
      );

    // Each entry that is shown stands in the log, and the log began as its earlier checkpoints say, each signed by its key then.
    const entries = sortEntries(dossier, checkpoint.size);
    await checkInclusion(dossier.entries, checkpoint);
    const earlier = await readEarlier(log.earlier, checkpoint);
    const keys = await readKeys(entries.keys, earlier, key);

    // The hours sum up to the total that was logged as claimed, and the claims say what the entries say.
    const hours = await readHours(dossier, entries);
    const claims = checkClaims(dossier, hours, entries);

    // What the log's own root drew is shown, stands in the hours' trees, and is claimed once.
    const leaves = await checkDraws(dossier, checkpoint.root, hours, entries);

    // The accounts sum up to the same total; at level regulator they are opened, and the drawn leaves are theirs.
    const drawnAccounts = (await openLeaves(leaves, level, entries.claim.entry.accounts.leaves)).size;
    if (level !== 'public') {
      const rows = await readAccounts(
        readJson(files.get('accounts.json')!, 'accounts.json', 16 * MiB),
        dossier,
        hours,
        entries,
      );
      if (level === 'regulator') checkOwners(leaves, rows, await openAccounts(rows));
    }
    if (files.has('excerpts.json') !== claims.excerpts > 0)
      refuse('FILES_WRONG', 'Excerpts are claimed and not there, or there and not claimed.');
    if (claims.excerpts > 0) {
      const { excerpts } = read(
        formats.excerptsFile,
        readJson(files.get('excerpts.json')!, 'excerpts.json', 8 * MiB),
        'excerpts.json',
      );
      if (excerpts.length !== claims.excerpts)
        refuse('CLAIM_WRONG', 'There are more or fewer excerpts than are claimed.');
    }
    const checkpoints = [...earlier, checkpoint];
    const stamped = await readTimestamps(log, checkpoints);
    const checked = {
      dossier,
      files: files.size,
      checkpoint,
      keys,
      entries,
      hours,
      claims,
      leaves,
      drawnAccounts,
    };
    words.proved(report, checked);

    // What the reader brought from elsewhere: a key, witnesses, checkpoints, an authority. One that fails does not hide another.
    const { since = [], proofs = [], authorities = [] } = trust;
    const witnesses: VerifierKey[] = [];
    const dates: Dated[] = [];
    await report.attempt(async () => words.ofTheKey(report, keys, trust.key));
    for (const text of trust.witnesses ?? [])
      await report.attempt(async () => {
        const witness = await readKey(text, WITNESS);
        const given = await datesByWitness(checkpoints, witness);
        words.ofAWitness(report, witness, given);
        witnesses.push(witness);
        dates.push(...given);
      });
    for (const certificate of authorities)
      await report.attempt(async () => {
        dates.push(...(await datesByAuthority(stamped, await readCertificate(certificate), checkpoint.size)));
      });
    for (const note of since)
      await report.attempt(async () =>
        words.ofAKept(report, await checkKept(note, proofs, checkpoint, earlier, keys), checkpoint.size),
      );

    words.ofDates(report, dates, checked);
    words.unchecked(report, checked, witnesses, stamped, {
      since: since.length > 0,
      tsa: authorities.length > 0,
    });
    words.asserted(report, checked, dates);
    report.complete();
  });
  return report;
}
