import { type Block, paragraph, said, type Text } from '../blocks.ts';
import type { LetterFacts } from '../facts.ts';
import { percent, whole } from '../words.ts';

export function disproof({ verdict, level }: LetterFacts): Block {
  const harvest = verdict.verdict === 'harvesting';
  const items: Text[] = [
    [
      { strong: 'Independence. ' },
      'Show that a substantial part of the accounts belongs to people or organisations that are independent of each other, and that they sent these requests themselves: by contracts, records of payment, or people who come forward.',
    ],
    [
      { strong: 'Authority. ' },
      'Show the provider’s permission for what these accounts did: a licence, a research agreement, a contract that covers accounts and period.',
    ],
    harvest
      ? [
          { strong: 'Another use. ' },
          'Show what else the answers were for: a product’s own records of its users’ requests that match these in time and number, or work of one’s own in which the answers were used.',
        ]
      : [
          { strong: 'Another reason. ' },
          'Show why the accounts are used alike: one declared customer, one product, one batch of work.',
        ],
    [
      { strong: 'A common list. ' },
      'Show a published list (a benchmark, an exercise) from which independent accounts took these requests.',
    ],
    [
      { strong: 'Other counts. ' },
      'Show, from the records or invoices of an account, materially fewer requests in some hour than the log commits to. The provider can be asked to open that account’s leaves of that hour: it cannot open them to another number.',
    ],
    [
      { strong: 'The log. ' },
      'Show a checkpoint of this log, signed with the same key, that is not consistent with the one here; or any part of the claim that the verifier refuses.',
    ],
    [
      { strong: 'The computation. ' },
      'With access to the traffic, run the same build of the software with the same settings (section ',
      { section: 'check' },
      ' names both by digest): it gives the same verdict, or the verdict is not what it is said to be. Or show ordinary groups, known to be independent, that look the same.',
    ],
  ];
  return {
    kind: 'section',
    id: 'disproof',
    title: 'What would disprove it',
    blocks: [
      paragraph(
        'Whoever is accused, or anybody else, can refute this claim in whole or in part by any of the following.',
      ),
      { kind: 'list', ordered: true, items },
      ...(level === 'public'
        ? [
            paragraph(
              'A holder of an account can ask the provider whether it is among those claimed; this edition names none.',
            ),
          ]
        : []),
    ],
  };
}

const known: Readonly<Record<string, { name: string; figure: string; limit: string }>> = {
  'one declared customer with many accounts': {
    name: 'One organisation that says who it is, with many accounts',
    figure: 'of the accounts belong to one declared organisation',
    limit: 'ruled out up to',
  },
  'independent accounts that go through the same list of prompts (a benchmark, course work, a viral prompt)':
    {
      name: 'Independent people who go through the same list of requests: a benchmark, course work, a prompt that went round',
      figure: 'of a typical account’s requests are sent by a fifth of the others too',
      limit: 'ruled out up to',
    },
};

export function innocent({ verdict, level }: LetterFacts): Block {
  const rows = verdict.explanations.map(({ explanation, verdict, value, limit }): Text[] => {
    const words = Object.hasOwn(known, explanation) ? known[explanation] : undefined;
    const figure =
      value === null
        ? 'not kept'
        : `${percent(value)} ${words?.figure ?? ''}${limit === null ? '' : ` (ruled out up to ${percent(limit)})`}`;
    const result =
      verdict === 'ruled out'
        ? 'Ruled out'
        : verdict === 'not ruled out'
          ? 'Not ruled out'
          : [said(verdict, 40)];
    const name = words?.name ?? (level === 'public' ? 'A further explanation' : [said(explanation)]);
    return [name, figure, result];
  });
  return {
    kind: 'section',
    id: 'innocent',
    title: 'Innocent explanations',
    blocks: [
      rows.length
        ? {
            kind: 'table',
            caption: 'Explanations of the whole that were tried, each by a figure of its own',
            columns: [
              { title: 'Explanation', width: 0.42 },
              { title: 'Figure', width: 0.42 },
              { title: 'Result', width: 0.16 },
            ],
            rows,
          }
        : paragraph('No explanation was tried as a whole.'),
      paragraph([
        'Innocent causes of each single sign stand beside it in section ',
        { section: 'evidence' },
        '. These explanations were ',
        { strong: 'not' },
        ' tried, and a reader should bear them in mind:',
      ]),
      {
        kind: 'list',
        items: [
          'Customers of one vendor whose software sends requests in the name of each of them.',
          'An organisation that does not say that it is one, and uses its accounts alike.',
          ...(verdict.verdict === 'harvesting'
            ? [
                'One operator who uses the answers for something else than training, such as publishing them. In a test of the software such an operator of 60 accounts was called “harvesting”.',
              ]
            : []),
        ],
      },
    ],
  };
}

export function limits({ verdict, campaign, log }: LetterFacts): Block {
  const items: Text[] = [
    [
      { strong: 'Who. ' },
      'Who is behind the accounts is not known from this evidence and not claimed. What points to persons (names, payments, contracts) is known to the provider only, and is used here at most as “the same” or “not the same”.',
    ],
    [
      { strong: 'What for. ' },
      verdict.verdict === 'harvesting'
        ? 'That answers were used to train a model is not shown. It is inferred from the way of use that they were collected; only who has them knows what they were used for.'
        : 'What the answers were used for is not known.',
    ],
    [
      { strong: 'The records are the provider’s. ' },
      'The log shows that they were not changed after they were committed. It cannot show that they were true when they were: a provider that makes up traffic before it commits to it would not be found out by this dossier alone. Independent records (of the accounts’ holders, of networks, of payment) would show it.',
    ],
    [
      { strong: 'Counting. ' },
      'An exchange may be one step of a program that calls the model many times for one task. Numbers of exchanges do not compare amounts of knowledge.',
    ],
    [
      { strong: 'Who belongs. ' },
      'Each account belongs with a probability, not with certainty. Some may belong to somebody who has nothing to do with the rest; they can object.',
    ],
    [
      { strong: 'Completeness. ' },
      'What was not found is not here. The figures are neither the most nor the least that the operator may have done.',
    ],
    ...(campaign.templates
      ? [
          [
            { strong: 'Requests with templates. ' },
            'Where a campaign runs through accounts that others use too, some of what is counted is theirs: in tests of the software, 7 to 18% of it.',
          ],
        ]
      : []),
    [
      { strong: 'Spot checks. ' },
      'If 3.6% or more of the claimed exchanges stood in no committed record or were counted twice, the 128 that are drawn would miss it with a probability of less than 1%. Smaller parts they can miss.',
    ],
    [
      { strong: 'One log. ' },
      log.witnesses.length
        ? `That everybody is shown the same log is vouched for by ${whole(log.witnesses.length)} witness${log.witnesses.length === 1 ? '' : 'es'} beside the provider.`
        : 'No witness has countersigned: that everybody is shown the same log rests on readers who compare checkpoints.',
    ],
    [
      { strong: 'Law. ' },
      'Whether anything here breaks a contract or a law is not for this document. To distil a model with permission is a common technique.',
    ],
    [
      { strong: 'Persons. ' },
      'Nationality, country and language were not used, are not evidence, and are not to be inferred from anything here.',
    ],
  ];
  return {
    kind: 'section',
    id: 'limits',
    title: 'Limits of the evidence',
    blocks: [{ kind: 'list', items }],
  };
}
