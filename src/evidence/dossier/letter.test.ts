import { describe, expect, it } from 'vitest';
import { type LetterFacts, letter, metaOf, readme } from './index.ts';
import { factsOf } from './testing/facts.ts';
import { sectionsOf, textOf } from './testing/text.ts';

const always = [
  'claim',
  'period',
  'totals',
  'targets',
  'method',
  'evidence',
  'error',
  'disproof',
  'innocent',
  'actions',
];
const after = ['limits', 'ledger', 'check', 'glossary'];

describe('which sections stand in it', () => {
  it.each([
    [{ level: 'public' }, []],
    [{ level: 'partner' }, ['accounts']],
    [{ level: 'regulator' }, ['accounts']],
    [{ level: 'public', excerpts: true }, ['excerpts']],
    [{ level: 'regulator', excerpts: true }, ['accounts', 'excerpts']],
    [{ level: 'public', verdict: 'watch' }, []],
    [{ level: 'partner', verdict: 'pooled-access' }, ['accounts']],
  ] as const)('%j', (wanted, between) => {
    const blocks = letter(factsOf(wanted));
    expect(blocks.slice(0, 3).map(({ kind }) => kind)).toEqual(['title', 'lead', 'note']);
    expect(sectionsOf(blocks)).toEqual([...always, ...between, ...after]);
  });

  it('refers to sections that are there', () => {
    for (const level of ['public', 'partner'] as const) {
      const blocks = letter(factsOf({ level }));
      const referred = [...JSON.stringify(blocks).matchAll(/\{"section":"([^"]+)"\}/g)].map(([, id]) => id);
      expect(referred.length).toBeGreaterThan(5);
      for (const id of referred) expect(sectionsOf(blocks)).toContain(id);
    }
  });
});

it('is the same for the same facts', () => {
  expect(letter(factsOf({ level: 'regulator' }))).toEqual(letter(factsOf({ level: 'regulator' })));
});

it('states the figures of the claim and of the logged verdict', () => {
  const text = textOf(letter(factsOf()));
  for (const figure of [
    '28,812,344',
    '25,000',
    '2,967,671,432',
    '1 in 12,900,000',
    '22 April 2026, 00:00 UTC',
    '1,080',
  ])
    expect(text).toContain(figure);
  // The log has them in the order of their names.
  expect(text.indexOf('Program code')).toBeLessThan(text.indexOf('Reasoning written out'));
});

it('says of no date that it is proved, and of whose the parts are only where that is shown', () => {
  const said = (level: LetterFacts['level']) => textOf(letter(factsOf({ level })));
  for (const level of ['public', 'partner', 'regulator'] as const)
    expect(said(level)).toMatch(/its date, \d+ June 2026, is the provider’s/);
  expect(said('public')).toContain('nor whose the traced parts are');
  for (const level of ['partner', 'regulator'] as const)
    expect(said(level)).toContain('each traced part belongs to one of them');
});

describe('at level public', () => {
  const secrets = [
    'acct_SECRET',
    'HMAC-SECRET',
    '203.0.113.7',
    'evil-agent/1.0',
    'secret.example',
    'MY SECRET PROMPT',
  ];
  /** Facts in which everything that could name a customer does. */
  const leaky = (): LetterFacts => {
    const facts = factsOf({ level: 'public' });
    const all = secrets.join(' ');
    const evidence = facts.campaign.evidence.map(one => ({
      ...one,
      summary: `${all} ${one.summary}`,
      against: all,
    }));
    return {
      ...facts,
      rows: factsOf({ level: 'regulator' })
        .rows.slice(0, 3)
        .map(row => ({ ...row, id: all })),
      campaign: {
        ...facts.campaign,
        accounts: [{ account: all, membership: 1, role: 'harvester' }],
        evidence: [...evidence, { ...evidence[0]!, signal: all, p_value: 0.5 }],
        explanations: facts.campaign.explanations.map(one => ({ ...one, figure: all })),
      },
      verdict: {
        ...facts.verdict,
        evidence: [
          ...facts.verdict.evidence,
          { signal: `${all}`, family: 'volume', log_likelihood_ratio: 1, p_value: 0.5 },
        ],
        explanations: [
          ...facts.verdict.explanations,
          { explanation: all, verdict: 'ruled out', value: 0.1, limit: null },
        ],
      },
    };
  };

  it('has no row of accounts, and nothing that names a customer', () => {
    const facts = leaky();
    const all = textOf(letter(facts)) + JSON.stringify(metaOf(facts)) + readme(facts);
    for (const secret of secrets) expect(all).not.toContain(secret);
  });

  it('shows rows at the other levels, twenty of them', () => {
    const text = textOf(letter(factsOf({ level: 'regulator' })));
    expect(text.match(/acct_/g)).toHaveLength(20);
    expect(text).toContain('24,980 further rows');
  });
});

describe('what it says of verdicts that are no harvest', () => {
  it.each(['watch', 'pooled-access'] as const)('%s', verdict => {
    const text = textOf(letter(factsOf({ verdict })));
    expect(text).toContain('No collection of answers as training data is claimed');
    expect(text).toContain('It does not claim that answers were collected as training data');
    expect(text).toContain('No action'.toLowerCase());
    expect(text).not.toContain('Coordinated collection of model answers');
    expect(text).not.toContain('used to collect');
  });
});

it('says at every level and verdict what is not shown', () => {
  for (const level of ['public', 'partner', 'regulator'] as const)
    for (const verdict of ['harvesting', 'pooled-access', 'watch'] as const) {
      const text = textOf(letter(factsOf({ level, verdict })));
      expect(text).toContain('It does not show that any model was trained on the answers');
      expect(text).toContain('Country, nationality and language were not used');
      expect(text).toContain('It is not the probability that this claim is false');
      expect(text).toContain('The records are the provider’s');
    }
});

it('stands odd facts: nobody, nothing, no time, a bound of nothing', () => {
  const facts = factsOf();
  const none = {
    exchanges: 0,
    input_tokens: 0,
    output_tokens: 0,
    accounts: 0,
    hours: 0,
    from: 'never',
    to: '',
  };
  const text = textOf(
    letter({
      ...facts,
      maker: null,
      totals: none,
      activity: [],
      actions: [],
      verdict: {
        ...facts.verdict,
        error_bound: 0,
        evidence: [],
        explanations: [],
        models: {},
        capabilities: {},
      },
    }),
  );
  expect(text).not.toMatch(/NaN|Infinity|undefined|null/);
});

it('has a text for the archive that says how to check it', () => {
  const text = readme(factsOf({ level: 'partner' }));
  expect(text).toContain('npx stillwatch-verify FILE --key KEY');
  expect(text).toContain('accounts.json');
  expect(readme(factsOf())).not.toContain('accounts.json');
  expect(text).toMatch(/\n$/);
  for (const line of text.split('\n'))
    if (!line.startsWith('  ')) expect(line.length).toBeLessThanOrEqual(84);
});
