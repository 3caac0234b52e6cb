import type { Block } from '../blocks.ts';
import type { LetterFacts } from '../facts.ts';

export function glossary({ level }: LetterFacts): Block {
  const terms: [string, string][] = [
    [
      'Account',
      'Who may call the provider’s models, as the provider’s records have it. One person or organisation may hold many.',
    ],
    [
      'Bystander',
      'An account that shares something with a campaign and is not held to take part in what it does.',
    ],
    ['Campaign', 'Accounts that are used together as one, and the exchanges that belong to that use.'],
    [
      'Checkpoint',
      'A signed statement of a log’s size and root at a moment. It fixes every entry before it: none can be changed unnoticed.',
    ],
    [
      'Commitment',
      'A digest that fixes a text or a number without showing it. It can be opened later, to that and nothing else.',
    ],
    ['Cover', 'An account that belongs to a campaign and is there to hide it.'],
    [
      'Draw',
      'A choice of what must be shown that follows from the log’s root, and not from what the provider would like to show.',
    ],
    ['Exchange', 'One request to a model and its answer.'],
    ['Harvester', 'An account that is held to collect answers.'],
    [
      'Hour’s commitment',
      'An entry of the log that fixes, for one hour, how many exchanges and tokens each account had with each model, and their sums, without showing the accounts.',
    ],
    [
      'Inclusion proof',
      'A short list of digests that shows that an entry is in the log that a checkpoint fixes.',
    ],
    ['Operator', 'Whoever runs the accounts of a campaign. Not known here.'],
    ['Provider', 'Who offers the models, keeps the records and makes this claim.'],
    ...(level === 'public'
      ? []
      : [
          ['Pseudonym', 'A name that stands for an account and cannot be traced back without a secret.'] as [
            string,
            string,
          ],
        ]),
    [
      'Teacher and student',
      'A model whose answers are used to train another, and the model that is so trained. This is called distillation.',
    ],
    ['Token', 'The piece of text, often a part of a word, in which models count.'],
    ['Witness', 'Somebody independent who countersigns checkpoints, having seen that the log only grew.'],
  ];
  return { kind: 'section', id: 'glossary', title: 'Glossary', blocks: [{ kind: 'terms', terms }] };
}
