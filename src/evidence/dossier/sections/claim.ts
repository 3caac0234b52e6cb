import { type Block, paragraph, said, type Text } from '../blocks.ts';
import type { LetterFacts } from '../facts.ts';
import { activityPlot } from '../plot.ts';
import { verdicts } from '../verdicts.ts';
import {
  bound,
  count,
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
        `, the probability that chance alone produces a finding this strong anywhere in the provider’s traffic is at most ${bound(verdict.error_bound)}. Section `,
        { section: 'claim' },
        ' says which of these figures a reader can check without trusting the provider, and how far.',
      ],
    },
    {
      kind: 'note',
      title: 'What this dossier does not say',
      items: [
        'It does not say who is behind the accounts. Country, nationality and language were not used.',
        'It does not show that any model was trained on the answers.',
        'It does not connect this campaign with any that was reported in public.',
        ...(verdict.verdict === 'harvesting'
          ? []
          : ['It does not claim that answers were collected as training data.']),
      ],
    },
  ];
}

const PROOF = 'Proof. ';
const LOGGED = 'Logged, not proved. ';

export function claim(facts: LetterFacts): Block {
  const { totals, verdict, level, log } = facts;
  const sums =
    'A sum over hours that were committed to the log. Parts that the log itself draws are traced to those commitments';
  const rows: Text[][] = [
    ['Exchanges', whole(totals.exchanges), [{ strong: PROOF }, sums]],
    ['Input tokens', whole(totals.input_tokens), [{ strong: PROOF }, 'As for exchanges']],
    ['Output tokens', whole(totals.output_tokens), [{ strong: PROOF }, 'As for exchanges']],
    [
      'Accounts',
      whole(totals.accounts),
      level === 'public'
        ? [
            { strong: LOGGED },
            'Their number is part of the logged claim; the rows are not shown at this level, nor whose the traced parts are',
          ]
        : [
            { strong: PROOF },
            'Each has a row in accounts.json, and all rows together give the logged claim; each traced part belongs to one of them',
          ],
    ],
    [
      'Period',
      `${stamp(totals.from)} to ${stamp(totals.to)} UTC`,
      [{ strong: PROOF }, 'Whole hours, each with a commitment of its own'],
    ],
    [
      'Order',
      log.before ? 'Records before verdict' : 'Not for all hours',
      log.before
        ? [{ strong: PROOF }, 'The hours’ commitments that are shown stand in the log before the verdict']
        : [
            { strong: PROOF },
            'Some commitments stand in the log after the verdict: their exchanges came late, or the log was begun later',
          ],
    ],
    [
      'Verdict',
      verdicts[verdict.verdict].short,
      [
        { strong: LOGGED },
        `That it stood in the log before this claim is proved; its date, ${day(verdict.at)}, is the provider’s; whether it is right is the subject of sections `,
        { section: 'method' },
        ' to ',
        { section: 'innocent' },
      ],
    ],
    [
      'Bound on error',
      bound(verdict.error_bound),
      [{ strong: LOGGED }, 'See section ', { section: 'error' }],
    ],
    [
      'Models, capabilities',
      ['section ', { section: 'targets' }],
      [{ strong: 'Asserted. ' }, 'Descriptions by the provider'],
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
              'The campaign was found among requests made with templates, and only these are counted: whatever else the same accounts sent is not part of the claim. ',
            ]
          : []),
        verdict.verdict === 'harvesting' && verdict.accounts.bystander > 0
          ? `${count(verdict.accounts.bystander, 'account')} that ${verdict.accounts.bystander === 1 ? 'shares' : 'share'} something with the campaign, but ${verdict.accounts.bystander === 1 ? 'is' : 'are'} used differently or too little known, ${verdict.accounts.bystander === 1 ? 'is' : 'are'} left out as ${verdict.accounts.bystander === 1 ? 'a bystander' : 'bystanders'}.`
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
        `The first hour of the claim begins on ${moment(totals.from)}; the last ends on ${moment(totals.to)}. This touches ${count(days, 'calendar day')} (UTC). Exchanges of the campaign were recorded in ${whole(totals.hours)} of the ${count(span, 'hour')} between${span > 1 ? ` (${percent(totals.hours / span)})` : ''}.`,
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
    cover ? count(cover, 'cover account') : '',
    bystander ? count(bystander, 'bystander') : '',
  ].filter(Boolean);
  return {
    kind: 'section',
    id: 'totals',
    title: 'Totals',
    blocks: [
      {
        kind: 'table',
        caption: 'What is claimed in all, and on average',
        columns: [
          { title: 'Figure', width: 0.5 },
          { title: 'In all', number: true, width: 0.17 },
          { title: 'Per account', number: true, width: 0.165 },
          { title: 'Per day', number: true, width: 0.165 },
        ],
        rows: [
          ['Exchanges', whole(exchanges), of(exchanges, accounts), of(exchanges, days)],
          ['Input tokens', whole(input_tokens), of(input_tokens, accounts), of(input_tokens, days)],
          ['Output tokens', whole(output_tokens), of(output_tokens, accounts), of(output_tokens, days)],
        ],
      },
      paragraph(
        `An exchange has ${of(input_tokens, exchanges)} input tokens and ${of(output_tokens, exchanges)} output tokens on average. Figures a day are totals divided by the ${count(days, 'calendar day')} that the period touches.`,
      ),
      paragraph(
        verdict.verdict === 'harvesting'
          ? `The verdict classes the accounts that it names as ${listed(roles)}. Harvesters and cover are claimed; bystanders are not, and are in none of these figures.`
          : `The verdict classes all ${count(accounts, 'account')} as bystanders: it does not say of any of them that it collects answers.`,
      ),
    ],
  };
}

export function targets({ verdict }: LetterFacts): Block {
  const asked = verdict.verdict === 'harvesting' ? 'what was collected' : 'what was asked for';
  const models = sharesOf(verdict.models);
  const capabilities = Object.entries(verdict.capabilities)
    .filter(([, share]) => share > 0)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return {
    kind: 'section',
    id: 'targets',
    title: 'Models and capabilities',
    blocks: [
      paragraph(
        `These figures describe ${asked}. They are asserted by the provider and not proved by the log. They are descriptions, not evidence: honest customers ask the same models for the same things.`,
      ),
      {
        kind: 'table',
        caption: 'Models asked, by their names in the provider’s records',
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
                'Capabilities asked for, estimated from key words in a sample of the requests. One request may ask for several of these, or for none',
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
