import type { Entries } from './entries.ts';
import { type Claim, type ClaimName, type Dossier, claims as shapes } from './formats.ts';
import { type ClaimedHour, HOUR_MS } from './hours.ts';
import { canonical } from './json.ts';
import { refuse } from './refusal.ts';
import { read, type Shape } from './shape.ts';
import { measures } from './sums.ts';

// What claims.json claims must be what the entries say. The sentences (`says`) are the maker's words.

export interface Said {
  claim: ClaimName;
  says: string;
}

export interface Claims {
  before: boolean;
  excerpts: number;
  /** What the maker says of each claim that nothing here can check. */
  asserted: Said[];
}

/** Refuses unless the claims are there in their order, and each says what its entries say. */
export function checkClaims(
  dossier: Dossier,
  hours: readonly ClaimedHour[],
  { verdict, claim, records, hours: shown }: Entries,
): Claims {
  const { hours: total, accounts } = claim.entry;
  const given = [...dossier.claims];
  let at = 0;
  const next = <N extends ClaimName>(name: N): Claim<N> =>
    read(shapes[name] as Shape<Claim<N>>, given[at], `claims[${at++}]`);
  const nextIs = (name: ClaimName): boolean =>
    (given[at] as { claim?: unknown } | null | undefined)?.claim === name;
  const same = (claimed: { claim: string; says: string }, fact: object): void => {
    const { claim: name, says: _, ...rest } = claimed;
    if (canonical(rest) !== canonical(fact))
      refuse('CLAIM_WRONG', `The claim "${name}" says something else than the entries that it rests on.`);
  };

  if (measures.some(measure => total[measure] !== accounts[measure]))
    refuse(
      'CLAIM_WRONG',
      'The accounts that are claimed and the hours that are claimed have different sums.',
    );
  const { harvester, cover, bystander } = verdict.entry.accounts;
  if (accounts.leaves > harvester + cover + (verdict.entry.verdict === 'harvesting' ? 0 : bystander))
    refuse('CLAIM_WRONG', 'More accounts are claimed than the verdict has.');

  const { exchanges, input_tokens, output_tokens } = total;
  const to = new Date(Date.parse(hours.at(-1)!.hour) + HOUR_MS).toISOString();
  same(next('totals'), {
    exchanges,
    input_tokens,
    output_tokens,
    accounts: accounts.leaves,
    from: hours[0]!.hour,
    to,
  });

  const indices = shown.map(({ index }) => index);
  const before = indices.every(index => index < verdict.index);
  same(next('order'), { verdict: verdict.index, hours: [indices[0], indices.at(-1)], before });

  const { error_bound, until } = verdict.entry;
  same(next('verdict'), {
    index: verdict.index,
    verdict: verdict.entry.verdict,
    error_bound,
    until,
    accounts: verdict.entry.accounts,
  });

  for (const { index, entry } of records)
    same(next('action'), { index, kind: entry.kind, at: entry.at, accounts: entry.accounts });
  if (dossier.level !== 'public')
    same(next('accounts'), { accounts: accounts.leaves, file: 'accounts.json' });
  const withExcerpts = nextIs('excerpts');
  const excerpts = withExcerpts ? next('excerpts').excerpts : 0;
  if (withExcerpts && excerpts === 0) refuse('CLAIM_WRONG', 'Excerpts are claimed, and none are there.');
  const asserted = (['models', 'capabilities', 'disproof', 'limits'] as const).map(name => next(name));
  if (at < given.length) refuse('CLAIM_WRONG', 'There are claims that a dossier does not have.');
  return { before, excerpts, asserted };
}
