import { type Block, paragraph, said, type Text } from '../blocks.ts';
import type { LetterFacts } from '../facts.ts';
import { daysOf, eachOf, type Figure, ledger, type Reported } from '../ledger.ts';
import { day, daysTouched, mean, whole } from '../words.ts';

export function compared(facts: LetterFacts): Block {
  const disagreements = ledger.filter(({ conflicts, answered }) => conflicts.length || answered);
  return {
    kind: 'section',
    id: 'ledger',
    title: 'Beside campaigns that were reported in public',
    blocks: [
      paragraph(
        'The table sets the figures of this campaign beside those of campaigns that others have alleged in public. It is meant to show what a reader was given to check in each case. That figures are alike is no sign that campaigns are connected, and nothing here says that this campaign is one of them. Whom those reports accuse is not repeated here.',
      ),
      {
        kind: 'table',
        caption:
          'Every count is that of whoever makes the claim; an exchange is not the same in all of them; no report shows that a model was trained',
        columns: [
          { title: 'Campaign', width: 0.26 },
          { title: 'Exchanges', number: true, width: 0.135 },
          { title: 'Accounts', number: true, width: 0.11 },
          { title: 'Exchanges an account', number: true, width: 0.11 },
          { title: 'Days', number: true, width: 0.07 },
          { title: 'an account a day', number: true, width: 0.1 },
          { title: 'What a reader can check', width: 0.215 },
        ],
        rows: [own(facts), ...ledger.map(row)],
      },
      {
        kind: 'list',
        items: [
          [
            { strong: '2026-02-a, -b and -c: ' },
            'about 24,000 accounts are reported for the three together.',
          ],
          ...disagreements.flatMap(({ id, conflicts, answered }): Text[] =>
            [
              ...conflicts.filter(text => !text.startsWith('Accounts are')),
              ...(answered ? [answered] : []),
            ].map(text => [{ strong: `${id}: ` }, text]),
          ),
        ],
      },
      paragraph(
        'Reported figures are from the press; the primary documents were not read by those who put this table together. “At least” and “about” are as reported.',
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
    'Exchanges, tokens and hours against a public log, 128 exchanges drawn by it one by one; the rest is asserted',
  ];
}

function row(reported: Reported): Text[] {
  const days = daysOf(reported);
  const each = eachOf(reported);
  const none = { quiet: 'not stated' };
  const month = day(`${reported.known}-01`).split(' ').slice(1).join(' ');
  return [
    [
      { strong: reported.id },
      '\n',
      { quiet: `alleged by ${reported.allegedBy}: ${reported.source}, ${month}` },
    ],
    reported.exchanges ? figure(reported.exchanges) : [none],
    reported.accounts ? (reported.accounts.of ? 'see below' : figure(reported.accounts)) : [none],
    each === null ? '' : `about ${whole(Number(each.toPrecision(3)))}`,
    days === null ? [none] : whole(days),
    each === null || days === null ? '' : `about ${Number((each / days).toPrecision(2))}`,
    'No proof was published with the figures, as far as is known',
  ];
}

const figure = ({ value, is }: Figure) => `${is === 'least' ? 'at least' : 'about'} ${whole(value)}`;
