import { type Block, paragraph, said, type Text } from '../blocks.ts';
import type { LetterFacts } from '../facts.ts';
import { count, percent } from '../words.ts';

export function disproof({ verdict, level }: LetterFacts): Block {
  const harvest = verdict.verdict === 'harvesting';
  const items: Text[] = [
    [
      { strong: 'Independence. ' },
      'Show that a substantial part of the accounts belongs to people or organisations independent of each other who sent these requests themselves: by contracts, payment records, or account holders who come forward.',
    ],
    [
      { strong: 'Authority. ' },
      'Show the provider’s permission for what these accounts did: a licence, a research agreement, a contract that covers accounts and period.',
    ],
    harvest
      ? [
          { strong: 'Another use. ' },
          'Show what else the answers were for: for instance records of a product whose users’ requests match these in time and number, or work in which the answers were used.',
        ]
      : [
          { strong: 'Another reason. ' },
          'Show why the accounts are used alike: for instance one declared customer, one product, one batch of work.',
        ],
    [
      { strong: 'A common list. ' },
      'Show a published list, such as a benchmark or an exercise, from which independent accounts took these requests.',
    ],
    [
      { strong: 'Other counts. ' },
      'Show from an account’s own records or invoices that it sent materially fewer requests in some hour than are claimed of it. The provider can be asked to open that account’s commitment for the hour, and cannot open it to any other number.',
    ],
    [
      { strong: 'The log. ' },
      'Show a checkpoint of this log, signed with the same key, that is inconsistent with the one here; or a part of the claim that the verifier rejects.',
    ],
    [
      { strong: 'The computation. ' },
      'With access to the traffic, run the same build of the software with the same settings (section ',
      { section: 'check' },
      ' gives both as digests). If it does not give the same verdict, the verdict is not what it is said to be. Or show groups that are known to be independent and look the same.',
    ],
  ];
  return {
    kind: 'section',
    id: 'disproof',
    title: 'What would disprove it',
    blocks: [
      paragraph(
        'Anyone concerned, or anyone else, can refute this claim in whole or in part. In particular:',
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
      name: 'Independent people who go through the same list of requests: a benchmark, course work, a prompt that spread',
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
            caption: 'Explanations of the whole that were tried, each by its own figure',
            columns: [
              { title: 'Explanation', width: 0.42 },
              { title: 'Figure', width: 0.42 },
              { title: 'Result', width: 0.16 },
            ],
            rows,
          }
        : paragraph('No explanation was tried as a whole.'),
      paragraph([
        'Innocent causes of single signs stand beside them in section ',
        { section: 'evidence' },
        '. The following explanations were ',
        { strong: 'not' },
        ' tried by the software and remain open:',
      ]),
      {
        kind: 'list',
        items: [
          'Independent customers of one vendor whose software sends requests on their behalf.',
          'One organisation that has not declared itself and uses its accounts alike.',
          ...(verdict.verdict === 'harvesting'
            ? [
                'One operator who uses the answers for something other than training, such as publishing them. In a test of the software an operator of that kind, with 60 accounts, was reported as “harvesting”.',
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
      'Who is behind the accounts does not follow from this evidence and is not claimed. Names, payment data and contracts are known to the provider alone; here they are used at most as “the same” or “not the same”.',
    ],
    [
      { strong: 'What for. ' },
      verdict.verdict === 'harvesting'
        ? 'That any model was trained on the answers is not shown. That they were collected is inferred from the manner of use; what became of them only their holder knows.'
        : 'What the answers were used for is not known.',
    ],
    [
      { strong: 'The records are the provider’s. ' },
      'The log shows that they were not changed after they were committed. It cannot show that they were true at that time: a provider that invents traffic before committing to it would not be exposed by this dossier alone. Records kept by others (account holders, network operators, payment services) could expose it.',
    ],
    [
      { strong: 'Counting. ' },
      'An exchange may be one step of a program that calls the model many times for one task. Numbers of exchanges do not measure how much was learnt.',
    ],
    [
      { strong: 'Who belongs. ' },
      'Each account is attributed with a probability, not with certainty. Single accounts may have nothing to do with the rest.',
    ],
    [{ strong: 'Completeness. ' }, 'What was not found is not here, and the figures are no upper limit.'],
    ...(campaign.templates
      ? [
          [
            { strong: 'Requests with templates. ' },
            'Where a campaign runs through accounts that others use too, some of what is counted is theirs: 7 to 18% in tests of the software.',
          ],
        ]
      : []),
    [
      { strong: 'Spot checks. ' },
      'The log draws 128 times each among exchanges, input tokens and output tokens. If 3.6% or more of these were in no committed record, or counted twice, the draws would miss it with a probability below 1%; smaller parts they can miss. A provider that prepared a million claims in secret, and logged the one whose draws suited it, could hide up to 13.4% at the same risk.',
    ],
    [
      { strong: 'One log. ' },
      log.witnesses.length
        ? `${count(log.witnesses.length, 'witness', 'witnesses')} countersigned the checkpoint. That everyone is shown the same log rests on ${log.witnesses.length === 1 ? 'it' : 'them'}, and on readers who compare checkpoints.`
        : 'No witness countersigned the checkpoint. That everyone is shown the same log rests on readers who compare checkpoints.',
    ],
    [
      { strong: 'Law. ' },
      'Whether a contract or a law was broken is not decided here. Distilling a model with permission is a common technique.',
    ],
    [
      { strong: 'Persons. ' },
      'Nationality, country and language were not used and are not evidence. Nothing here supports an inference about them.',
    ],
  ];
  return {
    kind: 'section',
    id: 'limits',
    title: 'Limits of the evidence',
    blocks: [{ kind: 'list', items }],
  };
}
