import type { Selection } from '../detect/index.ts';
import type { Store } from '../store/index.ts';
import { type Claim, accountsDocument, claimsDocument, makeClaim } from './claim/index.ts';
import {
  archive,
  type Excerpt,
  html,
  type LetterFacts,
  type Level,
  letter,
  metaOf,
  pdf,
  readme,
  statement,
} from './dossier/index.ts';
import { canonical, parseCheckpoint, type TransparencyLog } from './log/index.ts';
import { hourText, partnerKey, saltOfAccount } from './sums/index.ts';
import { createHmac } from 'node:crypto';

export interface DossierOptions {
  level: Level;
  /** At level `partner`: under whose key the accounts' ids are. */
  partner?: string | undefined;
  /** Who makes the claim, as they call themselves. */
  maker?: string | undefined;
  excerpts?: readonly Excerpt[] | undefined;
  /** Of the installation: what all salts are made of. */
  secret: Buffer;
  version: string;
  now?: Date | undefined;
  onStep?: ((step: string) => void) | undefined;
}

/**
 * A dossier on a campaign, as the bytes of its archive. The log has to be up to date with the store. The same again is the same
 * bytes, as long as nothing was logged of the campaign.
 *
 * @throws as makeClaim does
 */
export async function makeDossier(
  store: Store,
  log: TransparencyLog,
  id: string,
  options: DossierOptions,
): Promise<Buffer> {
  const { level, secret, excerpts = [], onStep } = options;
  const claim = await makeClaim(store, log, id, options);
  const size = claim.index + 1;
  await log.publish(size);
  onStep?.('writing');
  const partner = level === 'partner' ? options.partner! : null;
  const part = await logPart(log, size);
  const claims = await claimsDocument(claim, {
    level,
    partner,
    log: part,
    inclusion: async index => base64(await log.inclusion(index, size)),
    entry: async index => {
      for await (const { entry } of log.entries(index, index + 1)) return entry;
      throw new RangeError(`the log has no entry ${index}`);
    },
    excerpts: excerpts.length,
  });
  const files = new Map([['claims.json', canonical(claims)]]);
  const rows = level === 'public' ? null : accountsDocument(claim, level, idOf(options), account => saltOfAccount(secret, account));
  if (rows) files.set('accounts.json', canonical(rows));
  if (excerpts.length) files.set('excerpts.json', canonical({ excerpts }));
  const facts = factsOf(claim, log, part, { ...options, partner: partner ?? undefined });
  facts.rows = rows?.accounts ?? [];
  const blocks = letter(facts);
  const meta = metaOf(facts);
  files.set('dossier.html', Buffer.from(html(blocks, meta)));
  files.set('dossier.pdf', await pdf(blocks, meta));
  files.set('README.txt', Buffer.from(readme(facts)));
  const stated = { campaign: id, level, checkpoint: part.checkpoint };
  files.set('statement.json', statement(files, stated, bytes => log.sign(bytes)));
  return archive(files);
}
