import { type Block, paragraph, said, type Text } from '../blocks.ts';
import type { LetterFacts } from '../facts.ts';
import { activityPlot } from '../plot.ts';
import { verdicts } from '../verdicts.ts';
import {
  bound,
  count,
  DAY,
  day,
  daysTouched,
  HOUR,
  listed,
  mean,
  moment,
  percent,
  stamp,
  whole,
} from '../words.ts';
import { capabilityNames, sharesOf } from './shares.ts';

export function opening(facts: LetterFacts): Block[] {
  const { totals, verdict, maker } = facts;
  const provider: Text = maker === null ? ['The provider of the models'] : [said(maker)];
  return [
    {
      kind: 'lead',
      text: [
        ...provider,
        ' (“the provider”) states that between ',
        `${moment(totals.from)}, and ${moment(totals.to)}, ${count(totals.accounts, 'account')} of its service sent ${count(totals.exchanges, 'request')} to its models in a coordinated way. ${verdicts[verdict.verdict].meaning} Under the assumptions of section `,
        { section: 'error' },
        `, chance would produce a finding as strong as this anywhere in the provider’s traffic with a probability of at most ${bound(verdict.error_bound)}. The figures can be checked, without trusting the provider, as far as section `,
        { section: 'claim' },
        ' says.',
      ],
    },
    {
      kind: 'note',
      title: 'What this dossier does not say',
      items: [
        'It does not say who is behind the accounts, and gives no country, nationality or language: none of these was used.',
        'It does not show that any model was trained on the answers.',
        'It does not connect this campaign with any other that was reported in public.',
        ...(verdict.verdict === 'harvesting'
          ? []
          : ['It does not claim that answers were collected as training data.']),
      ],
    },
  ];
}

const CHECKED = 'Checked: ';
const LOGGED = 'Only logged: ';

export function claim(facts: LetterFacts): Block {
  const { totals, verdict, level, log } = facts;
  const sums =
    'a sum over hours that were committed to the log; 128 exchanges, drawn by the log itself, are opened';
  const rows: Text[][] = [
    ['Exchanges', whole(totals.exchanges), [{ strong: CHECKED }, sums]],
    ['Input tokens', whole(totals.input_tokens), [{ strong: CHECKED }, 'as exchanges']],
    ['Output tokens', whole(totals.output_tokens), [{ strong: CHECKED }, 'as exchanges']],
    [
      'Accounts',
      whole(totals.accounts),
      level === 'public'
        ? [
            { strong: LOGGED },
            'their number is part of the logged claim; the rows are not shown at this level',
          ]
        : [
            { strong: CHECKED },
            'each has a row in accounts.json, and all rows together give the logged claim',
          ],
    ],
    [
      'Period',
      `${stamp(totals.from)} to ${stamp(totals.to)} UTC`,
      [{ strong: CHECKED }, 'whole hours; each has a commitment of its own'],
    ],
    [
      'Order',
      log.before ? 'hours before verdict' : 'not for all hours',
      log.before
        ? [{ strong: CHECKED }, 'the commitments of these hours stand in the log before the verdict']
        : [
            { strong: CHECKED },
            'some commitments of hours stand in the log after the verdict: exchanges that came late, or a log begun later',
          ],
    ],
    [
      'Verdict',
      verdicts[verdict.verdict].short,
      [
        { strong: LOGGED },
        `that the provider held this on ${day(verdict.at)} is proved; that it is right is what sections `,
        { section: 'method' },
        ' to ',
        { section: 'innocent' },
        ' are about',
      ],
    ],
    [
      'Bound on error',
      bound(verdict.error_bound),
      [{ strong: LOGGED }, 'see section ', { section: 'error' }],
    ],
    [
      'Models, capabilities',
      ['section ', { section: 'targets' }],
      [{ strong: 'Only asserted: ' }, 'descriptions by the provider'],
    ],
  ];
  return {
    kind: 'section',
    id: 'claim',
    title: 'What is claimed',
    blocks: [
      {
        kind: 'table',
        caption: 'The claim, and how far a reader can check each part of it',
        columns: [
          { title: 'What', width: 0.17 },
          { title: 'Figure', width: 0.3 },
          { title: 'How far it can be checked', width: 0.53 },
        ],
        rows,
      },
      paragraph([
        'An exchange is one request to a model and its answer; it may be one step of a program that calls the model many times. ',
        ...(facts.campaign.templates
          ? [
              'The campaign was found among requests that are made with templates, and these alone are counted: what else the same accounts sent is not part of the claim. ',
            ]
          : []),
        verdict.verdict === 'harvesting' && verdict.accounts.bystander > 0
          ? `${count(verdict.accounts.bystander, 'account')} that share${verdict.accounts.bystander === 1 ? 's' : ''} something with the campaign but ${verdict.accounts.bystander === 1 ? 'is' : 'are'} used otherwise, or of which too little is known, ${verdict.accounts.bystander === 1 ? 'is a bystander' : 'are bystanders'} and not counted.`
          : '',
      ]),
    ],
  };
}

export function period({ totals, activity }: LetterFacts): Block {
  const days = daysTouched(totals.from, totals.to);
  const span = Math.max(1, Math.round((Date.parse(totals.to) - Date.parse(totals.from)) / HOUR) || 1);
  return {
    kind: 'section',
    id: 'period',
    title: 'Period and activity',
    blocks: [
      paragraph(
        `The first hour of the claim begins on ${moment(totals.from)}, the last ends on ${moment(totals.to)}: ${count(days, 'calendar day')}. Something was sent in ${whole(totals.hours)} of these ${count(span, 'hour')}${span > 1 ? ` (${percent(totals.hours / span)})` : ''}.`,
      ),
      ...activityPlot(activity),
    ],
  };
}

export function totals({ totals, verdict }: LetterFacts): Block {
  const { exchanges, input_tokens, output_tokens, accounts } = totals;
  const days = daysTouched(totals.from, totals.to);
  const of = (n: number, by: number) => (by > 0 ? mean(n / by) : 'not defined');
  const { harvester, cover, bystander } = verdict.accounts;
  const roles = [
    harvester ? count(harvester, 'harvester') : '',
    cover ? count(cover, 'account of cover', 'accounts of cover') : '',
    bystander ? count(bystander, 'bystander') : '',
  ].filter(Boolean);
  const span = (Date.parse(totals.to) - Date.parse(totals.from)) / DAY;
  return {
    kind: 'section',
    id: 'totals',
    title: 'Totals',
    blocks: [
      {
        kind: 'table',
        caption: 'Totals, and what follows from them',
        columns: [
          { title: 'Figure', width: 0.5 },
          { title: 'In all', number: true, width: 0.17 },
          { title: 'An account', number: true, width: 0.165 },
          { title: 'A day', number: true, width: 0.165 },
        ],
        rows: [
          ['Exchanges', whole(exchanges), of(exchanges, accounts), of(exchanges, days)],
          ['Input tokens', whole(input_tokens), of(input_tokens, accounts), of(input_tokens, days)],
          ['Output tokens', whole(output_tokens), of(output_tokens, accounts), of(output_tokens, days)],
        ],
      },
      paragraph(
        `By exchange that is ${of(input_tokens, exchanges)} input and ${of(output_tokens, exchanges)} output tokens. “A day” divides by the ${count(days, 'calendar day')} of the period${span < 1 ? ', which is shorter than a day' : ''}.`,
      ),
      paragraph(
        verdict.verdict === 'harvesting'
          ? `By its verdict the provider holds the accounts for ${listed(roles)}. Harvesters and cover are claimed, bystanders are not.`
          : `All ${count(accounts, 'account')} are held for bystanders: this verdict does not say of anyone that they collect answers.`,
      ),
    ],
  };
}

export function targets({ verdict }: LetterFacts): Block {
  const asked = verdict.verdict === 'harvesting' ? 'what was collected' : 'what was asked for';
  const models = sharesOf(verdict.models);
  const capabilities = Object.entries(verdict.capabilities).filter(([, share]) => share > 0);
  return {
    kind: 'section',
    id: 'targets',
    title: 'Models and capabilities',
    blocks: [
      paragraph(
        `These figures describe ${asked}. They are the provider’s, are not proved by the log, and are not evidence: many honest customers ask the same models for the same things.`,
      ),
      {
        kind: 'table',
        caption: 'Models asked (by the names that the provider’s records have)',
        columns: [
          { title: 'Model', width: 0.6 },
          { title: 'Exchanges', number: true, width: 0.2 },
          { title: 'Share', number: true, width: 0.2 },
        ],
        rows: models.map(({ name, n, share }) => [name, whole(n), percent(share)]),
      },
      ...(capabilities.length
        ? [
            {
              kind: 'table' as const,
              caption:
                'Capabilities asked for, told by words in the requests; one request may ask for several, or for none of these',
              columns: [
                { title: 'Capability', width: 0.8 },
                { title: 'Share of exchanges', number: true as const, width: 0.2 },
              ],
              rows: capabilities.map(([name, share]): Text[] => [capabilityNames(name), percent(share)]),
            },
          ]
        : []),
    ],
  };
}
