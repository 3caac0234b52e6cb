import { createHmac } from 'node:crypto';
import { StillwatchError } from '../errors.ts';
import { installationKey } from '../exchange/index.ts';
import type { Store } from '../store/index.ts';
import { accountsDocument, claimsDocument, makeClaim } from './claim/index.ts';
import {
  archive,
  type Excerpt,
  html,
  type Level,
  letter,
  metaOf,
  pdf,
  readme,
  statement,
} from './dossier/index.ts';
import { checkExcerpts } from './excerpts.ts';
import { factsOf } from './facts.ts';
import { bringUpToDate } from './follow/index.ts';
import { ledgerOf, type Reported } from './ledger/index.ts';
import { canonical, TransparencyLog } from './log/index.ts';
import { proofs } from './proofs.ts';
import { evidenceSecret, partnerKey, saltOfAccount } from './sums/index.ts';

/**
 * Brings the log up to date with the store, the hour that is under way with it, and makes a dossier.
 *
 * @param data the data folder, with the installation's key and the log's
 * @throws as makeClaim does; EVIDENCE_DIFFERS where the store lost something that the log committed to
 */
export async function dossier(
  store: Store,
  data: string,
  id: string,
  options: DossierOptions,
): Promise<Dossier> {
  checkPartner(options);
  await checkExcerpts(store, id, options.excerpts ?? []);
  options.onStep?.('bringing the log up to date');
  const log = await TransparencyLog.open(data);
  try {
    const secret = evidenceSecret(installationKey(data));
    const { hours } = await bringUpToDate(store, log, secret, { close: true, now: options.now });
    const less = hours?.less[0];
    if (less)
      throw new StillwatchError(
        'EVIDENCE_DIFFERS',
        `the log committed to ${less.committed.exchanges} exchanges of the hour ${less.hour} (entry ${less.index}), and the store has fewer`,
        'A claim on such a store could not be proved. What is wrong: stillwatch fsck',
      );
    const ledger = ledgerOf(data).campaigns;
    return await makeDossier(store, log, id, { ...options, secret, ledger });
  } finally {
    await log.close();
  }
}

function checkPartner({ level, partner }: Pick<DossierOptions, 'level' | 'partner'>): void {
  if (
    partner !== undefined &&
    (partner.trim() === '' || partner.length > 200 || /\p{Surrogate}/u.test(partner))
  )
    throw new StillwatchError(
      'USAGE',
      'a partner’s name has 1 to 200 letters',
      'Give another: --partner NAME',
    );
  if ((level === 'partner') === (partner !== undefined)) return;
  throw level === 'partner'
    ? new StillwatchError('USAGE', 'a dossier for a partner needs its name', 'Name it: --partner lab.example')
    : new StillwatchError(
        'USAGE',
        `a ${level} dossier is for no partner`,
        'Leave --partner out, or take --level partner.',
      );
}

export interface DossierOptions {
  level: Level;
  /** At level `partner`: under whose key the accounts' ids are. */
  partner?: string | undefined;
  /** Who makes the claim, as they call themselves. */
  maker?: string | undefined;
  excerpts?: readonly Excerpt[] | undefined;
  version: string;
  now?: Date | undefined;
  onStep?: ((step: string) => void) | undefined;
}

/** What is the installation's. */
interface Kept {
  /** What all salts are made of. */
  secret: Buffer;
  /** Campaigns that others alleged in public: the letter sets this one against them. */
  ledger: readonly Reported[];
}

export interface Dossier {
  archive: Buffer;
  /** Names and lengths of its files. */
  files: { name: string; bytes: number }[];
  /** What it claims. */
  claimed: { exchanges: number; accounts: number; from: string; to: string };
  /** The size of the log that ends with the claim. */
  size: number;
}

/** The same again is the same bytes, as long as nothing was logged of the campaign and the log's key is the same. */
async function makeDossier(
  store: Store,
  log: TransparencyLog,
  id: string,
  options: DossierOptions & Kept,
): Promise<Dossier> {
  const { level, secret, excerpts = [], onStep } = options;
  const claim = await makeClaim(store, log, id, options);
  const size = claim.index + 1;
  await log.publish(size);
  onStep?.('writing');
  const rotations = claim.logged.keys
    .filter(({ entry }) => entry.previous !== null)
    .map(({ index }) => index + 1);
  const shown = await proofs(log, size, rotations);
  const partner = level === 'partner' ? options.partner! : null;
  const claims = await claimsDocument(claim, { level, partner, excerpts: excerpts.length, ...shown });
  const files = new Map([['claims.json', canonical(claims)]]);
  const rows =
    level === 'public'
      ? undefined
      : accountsDocument(claim, level, idsOf(options), account => saltOfAccount(secret, account));
  if (rows) files.set('accounts.json', canonical(rows));
  if (excerpts.length) files.set('excerpts.json', canonical({ excerpts }));
  const facts = factsOf(claim, shown.log, {
    level,
    partner,
    maker: options.maker ?? null,
    version: options.version,
    excerpts,
    rows: rows?.accounts ?? [],
    ledger: options.ledger,
  });
  const [blocks, meta] = [letter(facts), metaOf(facts)];
  files.set('dossier.html', Buffer.from(html(blocks, meta)));
  files.set('dossier.pdf', await pdf(blocks, meta));
  files.set('README.txt', Buffer.from(readme(facts)));
  const stated = { campaign: id, level, checkpoint: shown.log.checkpoint };
  files.set('statement.json', await statement(files, stated, bytes => log.sign(bytes, size)));
  const { exchanges, accounts, from, to } = facts.totals;
  const whole = archive(files);
  checkSize(whole, files);
  return {
    archive: whole,
    files: [...files].map(([name, { length }]) => ({ name, bytes: length })),
    claimed: { exchanges, accounts, from, to },
    size,
  };
}

const MiB = 2 ** 20;
/** What a verifier reads at most (docs/evidence-format.md, "The dossier"). */
const MOST: Record<string, number> = {
  'claims.json': 8 * MiB,
  'excerpts.json': 8 * MiB,
  'accounts.json': 16 * MiB,
};

/** Nobody is given what no verifier would read. */
function checkSize(whole: Buffer, files: ReadonlyMap<string, Buffer>): void {
  const large = [...files].find(([name, { length }]) => length > (MOST[name] ?? 32 * MiB));
  if (!large && whole.length <= 32 * MiB) return;
  const [name, { length }] = large ?? ['the dossier', whole];
  throw new StillwatchError(
    'DOSSIER_TOO_LARGE',
    `${name} would have ${length} bytes, more than a verifier reads`,
    name === 'accounts.json'
      ? 'A dossier at level public is of any number of accounts.'
      : 'Add fewer excerpts, or shorter ones.',
  );
}

/** What accounts are called: by a key of the partner's own, or as they are. */
function idsOf({ level, partner, secret }: DossierOptions & Kept): (account: string) => string {
  if (level === 'regulator') return account => account;
  const key = partnerKey(secret, partner!);
  return account => createHmac('sha256', key).update(account).digest('hex');
}
