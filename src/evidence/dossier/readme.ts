import type { LetterFacts } from './facts.ts';
import { verdicts } from './verdicts.ts';
import { cut } from './visible.ts';
import { count, moment, whole } from './words.ts';

/** `README.txt` of the archive: what it is, and how to check it. */
export function readme(facts: LetterFacts): string {
  const { campaign, level, partner, maker, made, totals, verdict, log, excerpts, version } = facts;
  const short = (text: string) => cut(text, 160);
  const files: [name: string, what: string][] = [
    ['dossier.html', 'the letter, for a browser; it loads nothing'],
    ['dossier.pdf', 'the same, for printing'],
    ['claims.json', 'what is claimed, as data, with its proofs'],
    ...(level === 'public' ? [] : [['accounts.json', 'a row for each account'] satisfies [string, string]]),
    ...(excerpts.length
      ? [['excerpts.json', 'texts of exchanges, each added by hand'] satisfies [string, string]]
      : []),
    ['statement.json', 'the signature over all other files (in-toto, DSSE)'],
  ];
  return `Dossier on campaign ${short(campaign.id)}
${'='.repeat(Math.min(76, 20 + short(campaign.id).length))}

Finding   ${verdicts[verdict.verdict].short}
Claimed   ${count(totals.exchanges, 'exchange')} of ${count(totals.accounts, 'account')},
          ${moment(totals.from)}, to ${moment(totals.to)}
Made by   ${maker === null ? 'the provider of the models (no name given)' : short(maker)}
Level     ${level}${partner === null ? '' : `, for ${short(partner)}`}
Date      ${moment(made)} (when the claim was logged)
Made with Stillwatch ${short(version)}

Read dossier.html or dossier.pdf first. Neither says who is behind the accounts,
and neither shows that a model was trained.


WHAT IS IN IT

${files.map(([name, what]) => `  ${name.padEnd(15)} ${what}`).join('\n')}


HOW TO CHECK IT

The figures need not be taken on trust. Give the verifier this archive as it
came, not unpacked, and the log's key as you got it by another route:

  npx stillwatch-verify FILE --key KEY

or open the verifier's page in a browser (no network is needed) and drag the
archive in. The verifier says what is proved, what is only asserted, and what
failed; it ends with status 0 only if everything that it can check holds. It
shares no code with the software that made this archive, and does not read the
letter: compare the letter's figures with those that it prints.

  Log       ${short(log.origin)}
  Key       ${short(log.key)}
  Size      ${whole(log.size)}
  Root      ${short(log.root)}

The key stands here to be compared, not to be believed: ask the provider for it,
or take it from where it was published before. If you kept an earlier checkpoint
of this log, give it to the verifier too (--since): with a history that was
rewritten since then it cannot agree.


WHAT A CHECK SHOWS, AND WHAT NOT

It shows that the totals are sums over hours that were committed to the log,
that nothing in the log was changed since, and that parts which the log itself drew
stand in those commitments. It cannot show that the provider's records were true
when they were committed, who is behind the accounts, or what the answers
were used for.
`;
}
