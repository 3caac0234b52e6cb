import { type Block, paragraph, said, type Text } from '../blocks.ts';
import type { LetterFacts } from '../facts.ts';
import { families, signOf } from '../signals.ts';
import { bound, percent, pValue } from '../words.ts';

export function method({ verdict, campaign }: LetterFacts): Block {
  const purpose: Text = {
    harvesting: [
      { strong: 'Purpose. ' },
      'A separate question is whether answers are collected: whether requests stand alone and answers are long. These signs count only beside the signs of one operator, never instead of them.',
    ],
    'pooled-access': [
      { strong: 'Purpose. ' },
      'A separate question is whether the accounts carry many people’s requests, dealt out by an operator: whether volumes are level while accounts have no settings, networks or payments of their own.',
    ],
    watch: [
      { strong: 'Purpose. ' },
      'Separate questions are whether answers are collected, and whether the accounts carry many people’s requests. Neither was established.',
    ],
  }[verdict.verdict];
  return {
    kind: 'section',
    id: 'method',
    title: 'How it was found',
    blocks: [
      paragraph(
        'No account was judged by itself, and no list of words, networks or places decides. The software asks in five steps whether a group of accounts behaves as one:',
      ),
      {
        kind: 'list',
        ordered: true,
        items: [
          [
            { strong: 'Grouping. ' },
            'Accounts are grouped by what they share: wording of requests, client programs, networks, details of sign-up. Sharing something leads to a group being examined and to nothing else.',
          ],
          [
            { strong: 'Comparison. ' },
            'Each group is compared with up to 10,000 ordinary groups of the same traffic, such as the users of one tool, of one network or of one company’s instructions. The question is whether its accounts are used as if they were fed from one queue, more than those of ordinary groups.',
          ],
          purpose,
          [
            { strong: 'Reckoning. ' },
            'Results of one kind are merged by a rule that holds even if they depend on each other; kinds are multiplied. Every group examined, and every repeated look at it, is charged to one budget of false alarms, so that looking often does not make a false alarm likelier.',
          ],
          [
            { strong: 'Doubt. ' },
            'Innocent explanations are tried with figures of their own. One that cannot be ruled out keeps a group from being reported, however strong the rest is. Then each account is asked about again; one that shares something with the group but is used as people use theirs is set apart as a bystander.',
          ],
        ],
      },
      paragraph(
        `Country, nationality and language are unknown to this method: they are not stored with the exchanges that it reads.${campaign.templates ? ' This campaign was found by a second pass, over requests made with templates alone, which has a quarter of that budget.' : ''}`,
      ),
    ],
  };
}

export function evidence({ verdict, campaign, level }: LetterFacts): Block {
  const summaries = new Map(campaign.evidence.map(({ signal, summary }) => [signal, summary]));
  const cell = ({ signal }: { signal: string }): Text => {
    const sign = signOf(signal, summaries.get(signal));
    if (sign)
      return [{ strong: `${sign.name}. ` }, sign.says, '\n', { quiet: `Innocent cause: ${sign.innocent}` }];
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
        'For each sign, p is the share of comparable ordinary groups of the same traffic that look at least as much like a single operator as this group does. It is not the probability of innocence. With n groups compared the smallest possible p is 1 / (n + 1); it stands where none of them came as close.',
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
                'What the accounts share. This describes the group; it was not tested and adds nothing to the bound on error',
              columns: [
                { title: 'Sign', width: 0.8 },
                { title: 'Kind', width: 0.2 },
              ],
              rows: described.map(one => [cell(one), family(one)]),
            },
          ]
        : []),
      paragraph(
        'The figures are those of the last examination before the claim. Signs of one kind are averaged, so a weak sign counts against its neighbours.',
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
        `. Detection was run at a level of ${percent(verdict.alpha)}: a group whose bound is above that is not reported.`,
      ]),
      paragraph([
        { strong: 'What it means. ' },
        `Suppose that there were no such operator in the provider’s traffic, and every group of accounts in it were an ordinary one. Then the probability that the software reports any group at all with a bound of ${words} or less is at most ${words}, however often it looks.`,
      ]),
      paragraph([
        { strong: 'What it does not mean. ' },
        'It is not the probability that this claim is false, nor that a given account is innocent: those depend also on how common such campaigns are, which is not known, and on the explanations in section ',
        { section: 'innocent' },
        '. It bounds the work of chance alone, not mistakes in the provider’s records.',
      ]),
      paragraph([{ strong: 'What it assumes. ' }]),
      {
        kind: 'list',
        items: [
          'Ordinary groups, formed by something that their accounts share, are a fair comparison: apart from being run by one operator, this group could have been one of them.',
          'For an ordinary group the kinds of sign are independent of each other. This is not exactly so: accounts that are alike for an innocent reason can be alike in several ways.',
          'The budget of false alarms is kept over all looks. Where the number of accounts grows many times over, or groups come and go, it is kept approximately.',
          ['The provider’s records are true and complete (see section ', { section: 'limits' }, ').'],
        ],
      },
      paragraph([
        'The software has been tested on synthetic traffic in which the truth is known; its documentation gives the results, failures included. Such tests are too few to confirm by counting a bound much smaller than 1 in 100. The bound is the best that was reached at any look, so it need not follow from the table in section ',
        { section: 'evidence' },
        ', which is of the last one. It cannot be recomputed from this dossier: that takes the traffic itself.',
      ]),
    ],
  };
}
