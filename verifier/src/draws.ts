import { type Bytes, compare, join, readU64, u64, utf8 } from './bytes.ts';
import type { Entries } from './entries.ts';
import type { Dossier } from './formats.ts';
import { type ClaimedHour, hourBytes } from './hours.ts';
import { refuse } from './refusal.ts';
import { forEach, sha256 } from './sha256.ts';
import {
  type Counts,
  climb,
  isRoot,
  leafHash,
  type Measure,
  measures,
  nothing,
  type Sums,
  sumsBytes,
} from './sums.ts';

// The spot check. Which exchanges (and tokens) of the claim must be shown is drawn by the root of the log that already
// holds the claim. What a draw falls on must be there, in an hour's tree that was logged, and be claimed once.

export const DRAWS = 128;

/** A leaf that is shown and holds: `left` is what is claimed before it in its hour. */
export interface DrawnLeaf {
  hour: string;
  index: number;
  pseudonym: Bytes;
  model: string;
  claimed: Counts;
  left: Sums;
  opened: Dossier['draws'][number]['opened'];
}

/** Refuses unless every draw falls on a leaf that is shown, every such leaf holds, and nothing else is shown. */
export async function checkDraws(
  dossier: Dossier,
  root: Bytes,
  hours: readonly ClaimedHour[],
  entries: Entries,
): Promise<DrawnLeaf[]> {
  const { draws } = dossier;
  for (const [i, { hour, index }] of draws.entries()) {
    const before = draws[i - 1];
    if (before && (hour < before.hour || (hour === before.hour && index <= before.index)))
      refuse('DRAW_WRONG', 'The drawn leaves are not in order, or one is there twice.');
  }
  const leaves = await forEach(draws, draw => checkLeaf(draw, hours, entries));

  for (const [i, { hour, index, pseudonym }] of leaves.entries()) {
    const before = leaves[i - 1];
    if (before?.hour === hour && compare(pseudonym, before.pseudonym) <= 0)
      refuse('DRAW_WRONG', `Leaf ${index} of ${hour} is not in the order of pseudonyms, or is there twice.`);
  }

  const needed = new Set(leaves.map(({ hour }) => hours.find(each => each.hour === hour)!.entry));
  if (entries.hours.length !== needed.size || entries.hours.some(({ index }) => !needed.has(index)))
    refuse('ENTRIES_WRONG', 'Entries of hours are shown that no draw needs.');

  const fallenOn = new Set<DrawnLeaf>();
  for (const [series, measure] of measures.entries()) {
    const total = sum(hours, measure);
    for (let i = 0; total > 0 && i < DRAWS; i++) {
      const draw = await sha256(utf8('stillwatch draw v1\0'), root, u64(series * DRAWS + i));
      fallenOn.add(leafAt(Number(readU64(draw) % BigInt(total)), measure, hours, leaves));
    }
  }
  if (fallenOn.size !== leaves.length) refuse('DRAW_WRONG', 'A leaf is shown that no draw falls on.');
  return leaves;
}

const sum = (hours: readonly Counts[], measure: Measure): number =>
  hours.reduce((total, row) => total + row[measure], 0);

/** The leaf that has number `position` (from 0) of the claim's exchanges, or of its tokens. */
function leafAt(
  position: number,
  measure: Measure,
  hours: readonly ClaimedHour[],
  leaves: readonly DrawnLeaf[],
): DrawnLeaf {
  let rest = position;
  let at = 0;
  while (rest >= hours[at]![measure]) rest -= hours[at++]![measure];
  const { hour } = hours[at]!;
  const leaf = leaves.find(
    ({ hour: of, left, claimed }) =>
      of === hour && left[measure] <= rest && rest < left[measure] + claimed[measure],
  );
  return (
    leaf ??
    refuse(
      'DRAW_MISSING',
      `Number ${position} of the ${measure.replace('_', ' ')} was drawn, and is not shown.`,
    )
  );
}

/** Refuses unless the leaf stands in the hour's tree that was logged, and in the claim's tree of that hour at the same place. */
async function checkLeaf(
  draw: Dossier['draws'][number],
  hours: readonly ClaimedHour[],
  { hours: entries }: Entries,
): Promise<DrawnLeaf> {
  const { hour, index, opened } = draw;
  const what = `Leaf ${index} of ${hour}`;
  const row =
    hours.find(each => each.hour === hour) ??
    refuse('DRAW_WRONG', `${what} is of an hour that is not claimed.`);
  const entry =
    entries.find(each => each.index === row.entry)?.entry ??
    refuse('ENTRIES_WRONG', `The entry of ${hour} is not shown.`);
  if (entry.hour !== hour) refuse('DRAW_WRONG', `The entry that ${hour} rests on is of another hour.`);

  const [pseudonym, model, ...committedCounts] = draw.committed.leaf;
  const committed = counts(committedCounts);
  const hash = await leafHash(join(pseudonym, hourBytes(hour), sumsBytes(committed), utf8(model)));
  const inHour = await climb(
    { hash, sums: { ...committed, leaves: 1 } },
    index,
    entry.tree.leaves,
    draw.committed.path,
  );
  if (!inHour || !isRoot(inHour.root, entry.tree) || inHour.left.leaves !== index)
    refuse('DRAW_WRONG', `${what} is not in the tree that was logged for its hour.`);

  // The claim's tree has the shape of the hour's, so that no leaf of it can be claimed at two places.
  const claimed = counts(draw.claimed.leaf);
  const claimHash = await leafHash(join(hash, sumsBytes(claimed)));
  const inClaim = await climb(
    { hash: claimHash, sums: { ...claimed, leaves: 1 } },
    index,
    entry.tree.leaves,
    draw.claimed.path,
  );
  if (!inClaim || !isRoot(inClaim.root, row))
    refuse('DRAW_WRONG', `${what} is not in the tree of what is claimed of its hour.`);
  if (claimed.exchanges === 0 || measures.some(measure => claimed[measure] > committed[measure]))
    refuse('DRAW_WRONG', `Of ${what} more is claimed than it has, or no exchange.`);
  return { hour, index, pseudonym, model, claimed, left: inClaim.left, opened };
}

const counts = ([exchanges, input_tokens, output_tokens]: readonly number[]): Counts => ({
  ...nothing,
  exchanges: exchanges!,
  input_tokens: input_tokens!,
  output_tokens: output_tokens!,
});
