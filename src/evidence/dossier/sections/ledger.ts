import { daysOf, eachOf, type Figure, ledgerOf, type Reported } from '../../ledger/index.ts';
import { type Block, paragraph, said, type Text } from '../blocks.ts';
import type { LetterFacts } from '../facts.ts';
import { day, daysTouched, mean, whole } from '../words.ts';

export function compared(facts: LetterFacts): Block {
  const ledger = facts.ledger ?? ledgerOf().campaigns;
  const disagreements = ledger.filter(({ conflicts, disputed }) => conflicts.length || disputed.length);
  return {
    kind: 'section',
    id: 'ledger',
    title: 'Compared with publicly reported campaigns',
    blocks: [
      paragraph(
        'The table sets this campaign’s figures beside those of campaigns that others have alleged in public, to show what a reader was given to check in each case. Similar figures do not connect campaigns, and nothing here says that this campaign is one of those. Whom those reports accuse is not repeated here.',
      ),
      {
        kind: 'table',
        caption:
          'Every count is the claimant’s own. What counts as an exchange may differ. No report shows that a model was trained. ≥: reported as “over” or “more than”; ≈: as “about”, or worked out',
        columns: [
          { title: 'Campaign', width: 0.31 },
          { title: 'Exchanges', number: true, width: 0.13 },
          { title: 'Accounts', number: true, width: 0.1 },
          { title: 'Per account', number: true, width: 0.09 },
          { title: 'Days', number: true, width: 0.06 },
          { title: 'Per account and day', number: true, width: 0.11 },
          { title: 'What a reader can check', width: 0.2 },
        ],
        rows: [own(facts), ...ledger.map(row)],
      },
      {
        kind: 'list',
        items: [
          [{ strong: '* ' }, 'Reported for 2026-02-a, 2026-02-b and 2026-02-c together, not for each.'],
          ...disagreements.flatMap(({ id, conflicts, disputed }): Text[] =>
            [...conflicts.filter(text => !text.startsWith('Accounts are')), ...disputed].map(text => [
              { strong: `${id}: ` },
              said(text),
            ]),
          ),
        ],
      },
      paragraph(
        'The reported figures are taken from press reports of 2026; the primary documents were not read for this table. A dash means that nothing was stated, or that a figure cannot be worked out from one report alone.',
      ),
    ],
  };
}

function own({ totals, campaign }: LetterFacts): Text[] {
  const days = daysTouched(totals.from, totals.to);
  const each = totals.exchanges / Math.max(1, totals.accounts);
  return [
    [{ strong: 'This campaign' }, '\n', said(campaign.id, 40)],
    whole(totals.exchanges),
    whole(totals.accounts),
    mean(each),
    whole(days),
    mean(each / days),
    ['Totals and hours, against the log: see section ', { section: 'claim' }],
  ];
}

function row(reported: Reported): Text[] {
  const days = daysOf(reported);
  const each = eachOf(reported);
  const none = { quiet: '–' };
  const month = day(`${reported.known.slice(0, 7)}-01`)
    .split(' ')
    .slice(1)
    .join(' ');
  return [
    [
      { strong: reported.id },
      '\n',
      { quiet: `alleged by ${reported.alleged_by}, ${reported.source}, ${month}` },
    ],
    reported.exchanges ? figure(reported.exchanges) : [none],
    reported.accounts ? `${figure(reported.accounts)}${reported.accounts.of ? '*' : ''}` : [none],
    each === null ? [none] : `≈ ${whole(Number(each.toPrecision(3)))}`,
    days === null ? [none] : whole(days),
    each === null || days === null ? [none] : `≈ ${Number((each / days).toPrecision(2))}`,
    [{ quiet: 'No proof published, as far as is known' }],
  ];
}

const signs = { 'at-least': '≥ ', about: '≈ ', exactly: '' };
const figure = ({ value, qualifier }: Figure) => `${signs[qualifier]}${whole(value)}`;
