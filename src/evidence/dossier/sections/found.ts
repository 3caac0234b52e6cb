import { type Block, paragraph, said, type Text } from '../blocks.ts';
import type { LetterFacts } from '../facts.ts';
import { families, signOf } from '../signals.ts';
import { bound, percent, pValue } from '../words.ts';

export function method({ verdict, campaign }: LetterFacts): Block {
  const purpose: Text = {
    harvesting: [
      { strong: 'Purpose. ' },
      'It was asked separately whether answers are collected: whether requests stand alone, and answers are long. These signs count only beside the signs of one operator, never instead of them.',
    ],
    'pooled-access': [
      { strong: 'Purpose. ' },
      'It was asked separately whether the accounts carry many people’s requests that an operator deals out: whether volumes are level while no account has settings, networks or payments of its own.',
    ],
    watch: [
      { strong: 'Purpose. ' },
      'It was asked separately whether answers are collected, or others’ requests carried. Neither was established.',
    ],
  }[verdict.verdict];
  return {
    kind: 'section',
    id: 'method',
    title: 'How it was found',
    blocks: [
      paragraph(
        'No account was judged by itself, and no list of words or places convicts anybody. The software asks whether a group of accounts behaves as one, in five steps:',
      ),
      {
        kind: 'list',
        ordered: true,
        items: [
          [
            { strong: 'Grouping. ' },
            'Accounts are grouped by what they share: wording of requests, client programs, networks, details of sign-up. To share something leads to a group being looked at, and to nothing else.',
          ],
          [
            { strong: 'Comparison. ' },
            'Each group is compared with up to 10,000 ordinary groups of the same traffic, such as the users of one tool, of one network, of one company’s instructions. Is it used as if one queue fed all of its accounts, where those are used by many people?',
          ],
          purpose,
          [
            { strong: 'Reckoning. ' },
            'The results are merged by rules that hold also where they depend on each other within a kind of sign, and multiplied between kinds. Every group that is looked at, and every time that it is looked at again, is paid for out of one budget of false alarms.',
          ],
          [
            { strong: 'Doubt. ' },
            'Innocent explanations are tried with figures of their own. One that cannot be ruled out keeps a group from being reported, however strong the rest is. Then it is asked of every account whether it belongs; who shares something with the group but is used as people use it is set apart.',
          ],
        ],
      },
      paragraph(
        `Country, nationality and language are not known to this method: they are not stored with the exchanges that it reads.${campaign.templates ? ' This campaign was found by a second pass over the requests that are made with templates, which has a quarter of that budget.' : ''}`,
      ),
    ],
  };
}

export function evidence({ verdict, campaign, level }: LetterFacts): Block {
  const summaries = new Map(campaign.evidence.map(({ signal, summary }) => [signal, summary]));
  const cell = ({ signal }: { signal: string }): Text => {
    const sign = signOf(signal, summaries.get(signal));
    if (sign)
      return [{ strong: `${sign.name}. ` }, sign.says, '\n', { quiet: `Innocently: ${sign.innocent}` }];
    // What a later version says of a sign that this one doesn't know could be anything.
    return [{ strong: 'A further sign' }, ...(level === 'public' ? [] : [': ', said(signal)]), '.'];
  };
  const family = ({ family }: { family: string }): Text =>
    Object.hasOwn(families, family) ? families[family]! : [said(family, 40)];
  const tested = verdict.evidence.filter(({ p_value }) => p_value !== null);
  const described = verdict.evidence.filter(({ p_value }) => p_value === null);
  return {
    kind: 'section',
    id: 'evidence',
    title: 'The evidence',
    blocks: [
      paragraph(
        'p is the share of comparable ordinary groups of the same traffic that look as much like one operator as this group, or more. A small p is rare among ordinary groups; it is not the probability of innocence.',
      ),
      {
        kind: 'table',
        caption: 'What was tested',
        columns: [
          { title: 'Sign', width: 0.72 },
          { title: 'Kind', width: 0.15 },
          { title: 'p', number: true, width: 0.13 },
        ],
        rows: [...tested]
          .sort((a, b) => a.p_value! - b.p_value!)
          .map(one => [cell(one), family(one), pValue(one.p_value!)]),
      },
      ...(described.length
        ? [
            {
              kind: 'table' as const,
              caption:
                'What the accounts share: it says who is meant, was not tested, and adds nothing to the bound on error',
              columns: [
                { title: 'Sign', width: 0.8 },
                { title: 'Kind', width: 0.2 },
              ],
              rows: described.map(one => [cell(one), family(one)]),
            },
          ]
        : []),
      paragraph(
        'Figures are those of the last look at the traffic before the claim. Signs of one kind are averaged, so that a sign that is weak counts against its neighbours.',
      ),
    ],
  };
}

export function error({ verdict }: LetterFacts): Block {
  const words = bound(verdict.error_bound);
  return {
    kind: 'section',
    id: 'error',
    title: 'The bound on error',
    blocks: [
      paragraph([
        'The bound is ',
        { strong: words },
        `. It was asked for at most ${percent(verdict.alpha)}: what does not reach that is not reported.`,
      ]),
      paragraph([
        { strong: 'What it means. ' },
        `Suppose that the accounts of every group in the provider’s traffic were used independently, as ordinary groups are. Then the probability that this software would report any group, anywhere, with a bound of ${words} or less is at most that, however often it looks.`,
      ]),
      paragraph([
        { strong: 'What it does not mean. ' },
        'It is not the probability that this claim is false, nor that a given account is innocent: these depend also on how common such campaigns are, which nobody knows, and on what section ',
        { section: 'innocent' },
        ' says of other explanations. It bounds the work of chance alone. It does not bound mistakes in the provider’s records.',
      ]),
      paragraph([{ strong: 'What it assumes. ' }]),
      {
        kind: 'list',
        items: [
          'Ordinary groups that share some value are like this group in every way but the one in question.',
          'For an ordinary group the kinds of sign are independent of each other. That is not exactly so; accounts that are alike for an innocent reason can be alike in several ways.',
          'Where the number of accounts grows many times over, or groups come and go, the budget of all looks together is kept nearly, not exactly.',
          ['The provider’s records are true and complete (see section ', { section: 'limits' }, ').'],
        ],
      },
      paragraph(
        'The software is tested on made-up traffic in which the truth is known; its documentation has the results, with what it misses. Tests of that number cannot confirm a bound by counting where it is much smaller than one in a few hundred. The bound is the best at which the group was established at any look; it need not follow from the table above, which is of the last one. A reader cannot recompute it from this dossier: it needs the traffic.',
      ),
    ],
  };
}
