import { type Block, type Meta, said, type Text } from './blocks.ts';
import type { LetterFacts, Level } from './facts.ts';
import { accounts, actions, excerpts } from './sections/accounts.ts';
import { check } from './sections/check.ts';
import { claim, opening, period, targets, totals } from './sections/claim.ts';
import { disproof, innocent, limits } from './sections/doubts.ts';
import { error, evidence, method } from './sections/found.ts';
import { glossary } from './sections/glossary.ts';
import { compared } from './sections/ledger.ts';
import { verdicts } from './verdicts.ts';
import { cut } from './visible.ts';
import { moment } from './words.ts';

/**
 * The letter: what is claimed, how it was found, what speaks against it and how to check it, in words for a reader who has
 * to decide about it. The same for the same facts. What it leaves out by level, it leaves out here.
 */
export function letter(facts: LetterFacts): Block[] {
  const sections = [
    claim(facts),
    period(facts),
    totals(facts),
    targets(facts),
    method(facts),
    evidence(facts),
    error(facts),
    disproof(facts),
    innocent(facts),
    actions(facts),
    accounts(facts),
    excerpts(facts),
    limits(facts),
    compared(facts),
    check(facts),
    glossary(facts),
  ];
  return [title(facts), ...opening(facts), ...sections.filter(section => section !== null)];
}

const levels: Record<Level, string> = {
  public: 'Public: no account-level rows; no text of requests, except excerpts added one by one',
  partner: 'Partner: account-level rows under pseudonyms made for this partner. Not for publication',
  regulator: 'Regulator: account-level rows by name. Confidential',
};

function title({ campaign, level, partner, maker, made, version, verdict }: LetterFacts): Block {
  const lines: (readonly [string, Text])[] = [
    ['Campaign', [said(campaign.id)]],
    ['Made by', maker === null ? 'The provider of the models (no name given)' : [said(maker)]],
    ...(partner === null ? [] : [['Made for', [said(partner)]] as const]),
    ['Level', levels[level]],
    ['Date', `${moment(made)}, when the claim was logged`],
    ['Made with', ['Stillwatch ', said(version)]],
  ];
  return {
    kind: 'title',
    title: verdicts[verdict.verdict].title,
    under: ['Dossier on campaign ', said(campaign.id)],
    lines,
  };
}

/** What the document says of itself, in its header and its metadata. */
export function metaOf({ campaign, level, made, maker, version, verdict }: LetterFacts): Meta {
  const id = shortened(campaign.id);
  return {
    title: `${verdicts[verdict.verdict].title}: dossier on campaign ${id}`,
    campaign: id,
    level: `${level} level`,
    made,
    author: shortened(maker ?? 'The provider of the models'),
    version: shortened(version),
  };
}

const shortened = (text: string) => cut(text, 60);
