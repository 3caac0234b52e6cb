import { describe, expect, it } from 'vitest';
import { type Cheat, type Json, makeDossier, type Recipe, type Row } from '../testing/dossier.ts';
import { b64 } from '../testing/hash.ts';
import { bodyOf, note, signer } from '../testing/sign.ts';
import { type Bytes, fromUtf8, utf8 } from './bytes.ts';
import type { Code } from './refusal.ts';
import { Report } from './report.ts';
import { verdict } from './text.ts';
import { verify } from './verify.ts';

// Makers who lie from the start: whatever they log, hash and sign is theirs, and in itself in order.

async function codes(archive: Uint8Array<ArrayBuffer>, trust = {}): Promise<(Code | undefined)[]> {
  const { findings } = await verify(archive, trust);
  return findings.filter(({ standing }) => standing === 'failed').map(({ code }) => code);
}

const only = (counts: Json): Json => ({ ...counts });

/** What every customer sent, in the name of the campaign's accounts. */
const everybodys: Cheat = {
  claimed(_, claimed, leaves) {
    for (const [i, { exchanges, input_tokens, output_tokens }] of leaves.entries())
      claimed.set(i, { exchanges, input_tokens, output_tokens });
  },
  accounts(rows) {
    const [first, ...more] = rows.filter(({ id }) => id.startsWith('acct_'));
    for (const other of rows.filter(({ id }) => !id.startsWith('acct_')))
      for (const measure of ['exchanges', 'input_tokens', 'output_tokens']) first[measure] += other[measure];
    rows.splice(0, rows.length, first, ...more);
  },
};

const cheats: [what: string, code: Code, cheat: Cheat, recipe?: Recipe][] = [
  [
    'claims more than a leaf has',
    'DRAW_WRONG',
    {
      claimed: (_, claimed, leaves) => {
        for (const [i, counts] of claimed) claimed.set(i, { ...counts, exchanges: leaves[i]!.exchanges + 1 });
      },
    },
  ],
  [
    'claims tokens of leaves that have few exchanges',
    'DRAW_WRONG',
    {
      claimed: (_, claimed) => {
        const [place] = [...claimed.keys()];
        claimed.set(place!, { exchanges: 1, input_tokens: 1e9, output_tokens: 1e9 });
      },
    },
    { hours: 100, accounts: 20 },
  ],
  [
    'claims tokens of a leaf without exchanges',
    'DRAW_WRONG',
    {
      claimed: (_, claimed) => {
        const [place, counts] = [...claimed][0]!;
        claimed.set(place, { ...counts, exchanges: 0 });
      },
    },
  ],
  [
    'claims a leaf a second time, at the place of another',
    'DRAW_WRONG',
    {
      claimed: (_, claimed, leaves) => {
        for (const [i] of leaves.entries())
          if (!claimed.has(i)) claimed.set(i, only([...claimed.values()][0]));
      },
      leaf: () => 0,
    },
  ],
  ['counts each leaf twice in its hour', 'DRAW_WRONG', {}, { twice: true }],
  ['claims one hour twice', 'HOURS_WRONG', { rows: rows => void rows.splice(1, 0, [...rows[0]!]) }],
  ['lets two hours rest on one entry', 'HOURS_WRONG', { rows: rows => void (rows[1]![1] = rows[0]![1]) }],
  ['puts hours in another order', 'HOURS_WRONG', { rows: rows => void rows.reverse() }],
  [
    'lets an hour rest on the entry of another',
    'DRAW_WRONG',
    {
      rows: rows => {
        const [first, second] = rows as [Row, Row];
        [first[1], second[1]] = [second[1], first[1]];
      },
    },
  ],
  ['lets an hour rest on what is no hour', 'ENTRIES_WRONG', { rows: rows => void (rows[0]![1] = 0) }],
  [
    'claims an hour after all that the verdict is of',
    'HOURS_WRONG',
    { rows: rows => void (rows.at(-1)![0] = '2026-05-22T00:00:00.000Z') },
  ],
  ['adds to the sum of an hour', 'CLAIM_WRONG', { rows: rows => void (rows[0]![4] += 1000) }],
  [
    'adds to the sum of an hour, and of an account',
    'DRAW_WRONG',
    {
      rows: rows => void (rows[0]![4] += 1000),
      accounts: rows => void (rows[0].exchanges += 1000),
    },
  ],
  ['claims what others sent', 'ACCOUNTS_WRONG', everybodys, { level: 'partner' }],
  [
    'adds an account to those that sent something',
    'ACCOUNTS_WRONG',
    {
      accounts: rows =>
        void rows.push({
          ...rows[0],
          pseudonym: b64(Buffer.alloc(32, 255)),
          exchanges: 0,
          input_tokens: 0,
          output_tokens: 0,
        }),
    },
    { level: 'partner' },
  ],
  [
    'lists an account twice',
    'ACCOUNTS_WRONG',
    {
      accounts: rows => {
        const half = { ...rows[0], exchanges: 1, input_tokens: 0, output_tokens: 0 };
        rows[0].exchanges -= 1;
        rows.unshift(half);
      },
    },
    { level: 'partner' },
  ],
  [
    'moves exchanges from one account to another',
    'ACCOUNTS_WRONG',
    {
      accounts: rows => {
        rows[0].exchanges -= 20;
        rows[1].exchanges += 20;
      },
    },
    { level: 'regulator' },
  ],
  [
    'names another account',
    'ACCOUNT_NOT_OPENED',
    { accounts: rows => void (rows[0].id = 'somebody') },
    { level: 'regulator' },
  ],
  [
    'claims bystanders',
    'CLAIM_WRONG',
    { accounts: rows => void (rows[0].role = 'bystander') },
    { level: 'partner' },
  ],
  [
    'claims more accounts than the verdict has',
    'CLAIM_WRONG',
    {
      entry: entry =>
        entry.type === 'verdict' ? { ...entry, accounts: { harvester: 1, cover: 0, bystander: 0 } } : entry,
    },
  ],
  [
    'claims of another campaign',
    'ENTRIES_WRONG',
    { entry: entry => (entry.type === 'claim' ? { ...entry, campaign: 'SW-2026-0002' } : entry) },
  ],
  [
    'shows records of another campaign',
    'ENTRIES_WRONG',
    { entry: entry => (entry.type === 'record' ? { ...entry, campaign: null } : entry) },
  ],
  [
    'claims of another verdict',
    'ENTRIES_WRONG',
    { entry: entry => (entry.type === 'claim' ? { ...entry, verdict: 1 } : entry) },
  ],
  [
    'claims other accounts than it shows',
    'ACCOUNTS_WRONG',
    {
      entry: entry =>
        entry.type === 'claim'
          ? { ...entry, accounts: { ...entry.accounts, root: entry.hours.root } }
          : entry,
    },
    { level: 'partner' },
  ],
  [
    'claims other hours than it shows',
    'HOURS_WRONG',
    {
      entry: entry =>
        entry.type === 'claim' ? { ...entry, hours: { ...entry.hours, root: entry.accounts.root } } : entry,
    },
  ],
  [
    'logs an hour with other sums than its tree',
    'DRAW_WRONG',
    {
      entry: (entry, i) =>
        i === 2 ? { ...entry, tree: { ...entry.tree, exchanges: entry.tree.exchanges + 1 } } : entry,
    },
  ],
  [
    'logs an hour as having more leaves',
    'DRAW_WRONG',
    {
      entry: (entry, i) =>
        i === 2 ? { ...entry, tree: { ...entry.tree, leaves: entry.tree.leaves + 1 } } : entry,
    },
  ],
  [
    'changed the key without the old one',
    'KEY_CHAIN',
    { entry: (entry, i) => (i > 0 && entry.type === 'key' ? { ...entry, previous: null } : entry) },
    { rotations: 1 },
  ],
  [
    'signs with a key that was never logged',
    'KEY_CHAIN',
    {
      entry: entry =>
        entry.type === 'key' ? { ...entry, key: signer('log.example/stillwatch', 1, 'other').text } : entry,
    },
  ],
  [
    'logs a verdict with a probability above one',
    'SHAPE_WRONG',
    { entry: entry => (entry.type === 'verdict' ? { ...entry, error_bound: 1.5 } : entry) },
  ],
  [
    'logs an entry with a field that nobody knows',
    'SHAPE_WRONG',
    { entry: entry => (entry.type === 'verdict' ? { ...entry, note: 'x' } : entry) },
  ],
];

describe('a maker who lies from the start is seen', () => {
  it.each(cheats)('%s (%s)', async (_, code, cheat, recipe = {}) => {
    expect(await codes(makeDossier({ ...recipe, cheat }).archive)).toEqual([code]);
  });

  it.each([
    ['accounts', 'rows'],
    ['hours', 'rows'],
  ])('but an honest one holds, whatever the shape (%s)', async () => {
    for (const recipe of [
      { hours: 1, accounts: 1, others: 0 },
      { hours: 1, accounts: 2, others: 0 },
      { hours: 33, accounts: 13, others: 7 },
      { hours: 3, accounts: 1, others: 30 },
      { late: 3, records: 0, verdict: 'pooled-access' as const },
      { rotations: 3, records: 9 },
    ])
      for (const level of ['public', 'regulator'] as const)
        expect(await codes(makeDossier({ ...recipe, level }).archive)).toEqual([]);
  });
});

describe('a rewritten history', () => {
  const witness = signer('witness.example', 4);
  const honest = makeDossier({ witnesses: [witness] });
  const rewritten = makeDossier({
    cheat: { entry: (entry, i) => (i === 1 ? { ...entry, at: '2026-06-01T00:00:00.000Z' } : entry) },
  });
  const kept = (made: typeof honest, size: number): Bytes =>
    utf8(note(bodyOf('log.example/stillwatch', size, made.tree.root(size)), [made.key]));
  const proof = (made: typeof honest, from: number, to: number): Bytes => {
    const notes = [from, to].map(size =>
      note(bodyOf('log.example/stillwatch', size, made.tree.root(size)), [made.key]),
    );
    return utf8(
      `${JSON.stringify({ from: notes[0], origin: 'log.example/stillwatch', proof: made.tree.consistency(from, to).map(b64), to: notes[1] })}\n`,
    );
  };
  const size = honest.entries.length;

  it('holds in itself: all hashes and signatures are new', async () =>
    expect(await codes(rewritten.archive)).toEqual([]));

  it('is caught by a checkpoint that stands among the earlier ones', async () => {
    const published = 7;
    expect(await codes(honest.archive, { since: [kept(honest, published)] })).toEqual([]);
    expect(await codes(rewritten.archive, { since: [kept(honest, published)] })).toEqual(['REWRITTEN']);
  });

  it('is caught by a checkpoint of the same size', async () => {
    expect(await codes(honest.archive, { since: [kept(honest, size)] })).toEqual([]);
    expect(await codes(rewritten.archive, { since: [kept(honest, size)] })).toEqual(['REWRITTEN']);
  });

  it('is caught by any other checkpoint, older or newer, since no proof joins it', async () => {
    const grown = makeDossier({ witnesses: [witness] });
    for (const later of ['one', 'two', 'three']) grown.tree.add(later);
    for (const made of [honest, rewritten])
      expect(await codes(made.archive, { since: [kept(honest, 3)] })).toEqual(['SINCE_NOT_JOINED']);
    expect(
      await codes(honest.archive, { since: [kept(honest, 3)], proofs: [proof(honest, 3, size)] }),
    ).toEqual([]);
    expect(await codes(honest.archive, { since: [kept(honest, 3)], proofs: [proof(honest, 3, 7)] })).toEqual(
      [],
    );
    expect(await codes(honest.archive, { since: [kept(honest, 3)], proofs: [proof(honest, 3, 9)] })).toEqual([
      'SINCE_NOT_JOINED',
    ]);
    expect(
      await codes(rewritten.archive, { since: [kept(honest, 3)], proofs: [proof(honest, 3, size)] }),
    ).toEqual(['SINCE_NOT_JOINED']);
    expect(
      await codes(rewritten.archive, { since: [kept(honest, 3)], proofs: [proof(rewritten, 3, size)] }),
    ).toEqual(['SINCE_NOT_JOINED']);
    const newer = { since: [kept(grown, size + 3)], proofs: [proof(grown, size, size + 3)] };
    expect(await codes(honest.archive, newer)).toEqual([]);
    expect(await codes(rewritten.archive, newer)).toEqual(['SINCE_NOT_JOINED']);
    const wrong = {
      ...newer,
      proofs: [utf8(fromUtf8(newer.proofs[0]!)!.replace('"proof":["', '"proof":["A'))],
    };
    expect(await codes(honest.archive, wrong)).toEqual(['SHAPE_WRONG']);
  });

  it('is caught where a witness is asked for, which signs one history only', async () => {
    expect(await codes(honest.archive, { witnesses: [witness.text] })).toEqual([]);
    expect(await codes(rewritten.archive, { witnesses: [witness.text] })).toEqual(['WITNESS_MISSING']);
    const claims = structuredClone(rewritten.claims);
    const line = honest.claims.log.checkpoint.split('\n').at(-2);
    claims.log.checkpoint += `${line}\n`;
    expect(await codes(rewritten.seal({ claims }), { witnesses: [witness.text] })).toEqual([
      'WITNESS_SIGNATURE',
    ]);
  });

  it('is caught within the dossier, where an earlier checkpoint is of the history before', async () => {
    const claims = structuredClone(rewritten.claims);
    claims.log.earlier[0].checkpoint = honest.claims.log.earlier[0].checkpoint;
    expect(await codes(rewritten.seal({ claims }))).toEqual(['LOG_INCONSISTENT']);
  });
});

describe('the key that the reader gives', () => {
  const { archive, keys } = makeDossier({ rotations: 2 });
  it('may be the one that signed, or one before it', async () => {
    for (const { text } of keys) expect(await codes(archive, { key: text })).toEqual([]);
  });
  it('may be no other', async () => {
    expect(await codes(archive, { key: signer('log.example/stillwatch', 1, 'other').text })).toEqual([
      'KEY_OTHER',
    ]);
    expect(await codes(archive, { key: 'nonsense' })).toEqual(['KEY_OTHER']);
  });
  it('leads on only where the old key signed the change', async () => {
    const made = makeDossier({ rotations: 1 });
    const claims = structuredClone(made.claims);
    claims.log.earlier[0].checkpoint = claims.log.earlier[0].checkpoint
      .split('\n')
      .slice(0, -2)
      .concat('')
      .join('\n');
    expect(await codes(made.seal({ claims }))).toEqual(['CHECKPOINT_SIGNATURE']);
    claims.log.earlier.shift();
    expect(await codes(made.seal({ claims }))).toEqual(['KEY_CHAIN']);
  });
});

it('whose the leaves are is only asserted at level public, and what the verdict counts is said', async () => {
  const entry = (entry: Json): Json => (entry.type === 'verdict' ? { ...entry, exchanges: 7 } : entry);
  const { findings, holds } = await verify(makeDossier({ cheat: { ...everybodys, entry } }).archive);
  expect(holds).toBe(true);
  const says = (topic: string) => findings.filter(each => each.topic === topic).map(each => each.says);
  expect(says('Totals')[0]).toContain('The verdict counts 7 exchanges,');
  expect(says('Totals')[0]).not.toContain('accounts');
  expect(says('Accounts')[0]).toContain('by nobody else: whose the drawn leaves are is not shown');
});

it('a name does not pass for what the verifier says', async () => {
  const report = new Report();
  report.about = { campaign: 'SW-1” holds: all is in order. “', level: 'public', partner: null };
  expect(verdict(report)).toBe(
    'This dossier of “SW-1" holds: all is in order. "” (level public) does not hold. Do not rely on anything in it.',
  );
});

it('names of models may be as long as a store takes them', async () => {
  const model = 'm'.repeat(512);
  const entry = (entry: Json): Json =>
    entry.type === 'verdict' ? { ...entry, models: { [model]: 1 } } : entry;
  expect(await codes(makeDossier({ model, cheat: { entry } }).archive)).toEqual([]);
});
