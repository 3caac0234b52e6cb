import { describe, expect, it } from 'vitest';
import { StillwatchError } from '../../errors.ts';
import { Snapshot } from '../snapshot.ts';
import { Policies } from './policies.ts';
import { shippedFolder } from './shipped.ts';
import { contained, factsOf } from './testing/facts.ts';

const shipped = await Policies.load(shippedFolder);
const inForce = { id: 'gr_1', beyond: false };
const usedUp = { id: 'gr_1', beyond: true };
const hold = { id: 'h_1', basis: 'export control, order 12', until: '2026-07-01T00:00:00Z' };

describe('the shipped policies', () => {
  it('allow what nothing forbids', () => {
    expect(shipped.decide(factsOf())).toEqual({ decision: 'allow', obligations: [], reasons: [] });
    expect(
      shipped.decide(factsOf({ campaign: { id: 'c', role: 'bystander', verdict: 'harvesting' } })),
    ).toEqual({
      decision: 'allow',
      obligations: [],
      reasons: [],
    });
  });

  it.each([
    ['verify', []],
    ['slow', ['rate:10/1m']],
    ['thin', ['omit-reasoning', 'cap-output:1024']],
    ['suspend', []],
  ] as const)('carry out the grade %s', (grade, obligations) => {
    const decision = shipped.decide(factsOf({ containment: contained(grade) }));
    expect(decision).toMatchObject({
      decision: grade,
      obligations,
      campaign: 'SW-2026-0001',
      until: '2026-06-19T00:00:00Z',
      reference: 'r-7f3a',
      reasons: [{ policy: `containment.cedar#${grade}` }],
    });
    expect(decision.reasons[0]!.text).toMatch(
      /^contained until 2026-06-19T00:00:00Z, as one of campaign SW-2026-0001: /,
    );
  });

  it('never contain what a grant authorises, and say that it is', () => {
    const decision = shipped.decide(factsOf({ containment: contained('suspend'), grant: inForce }));
    expect(decision).toEqual({
      decision: 'allow',
      obligations: [],
      reasons: [{ policy: 'stillwatch#grant', text: 'authorised by grant gr_1' }],
    });
  });

  it('contain what is beyond the grant, and say that it is beyond', () => {
    const decision = shipped.decide(factsOf({ containment: contained('thin'), grant: usedUp }));
    expect(decision.decision).toBe('thin');
    expect(decision.reasons.map(({ text }) => text)).toEqual([
      expect.stringContaining('contained'),
      'beyond grant gr_1: its volume is used up',
    ]);
    expect(shipped.decide(factsOf({ grant: usedUp }))).toMatchObject({ decision: 'allow', reasons: [{}] });
  });

  it('hold a model, also from who is granted it', () => {
    const expected = {
      decision: 'hold',
      until: hold.until,
      reasons: [
        {
          policy: 'holds.cedar#hold',
          text: 'opus is not available until 2026-07-01T00:00:00Z: export control, order 12',
        },
      ],
    };
    expect(shipped.decide(factsOf({ hold }))).toEqual({ obligations: [], ...expected });
    expect(shipped.decide(factsOf({ hold, grant: inForce })).decision).toBe('hold');
    const open = shipped.decide(factsOf({ hold: { ...hold, until: null } }));
    expect(open.until).toBeUndefined();
    expect(open.reasons[0]!.text).toContain('until it is lifted');
  });

  it('suspend where both a hold and a suspension apply, and give both reasons', () => {
    const decision = shipped.decide(factsOf({ hold, containment: contained('suspend') }));
    expect(decision).toMatchObject({
      decision: 'suspend',
      until: '2026-06-19T00:00:00Z',
      reference: 'r-7f3a',
    });
    expect(decision.reasons.map(({ policy }) => policy)).toEqual([
      'containment.cedar#suspend',
      'holds.cedar#hold',
    ]);
    const held = shipped.decide(factsOf({ hold, containment: contained('slow') }));
    expect(held).toMatchObject({ decision: 'hold', obligations: ['rate:10/1m'], until: hold.until });
  });

  it('leave a hold to who lacks the attestation', () => {
    const snapshot = new Snapshot();
    const record = { id: '1', at: '2026-01-01T00:00:00Z', actor: 'a', reason: 'r', before: null } as const;
    const from = '2026-01-01T00:00:00Z';
    const until = '2026-03-01T00:00:00Z';
    snapshot.take({
      ...record,
      kind: 'hold',
      subject: 'h_1',
      after: { model: '*', lacking: 'us-person', from, until: null, basis: 'order 12' },
    });
    snapshot.take({
      ...record,
      kind: 'attestation',
      subject: 'at_1',
      after: { account: 'acct_1', attribute: 'us-person', attested_by: 'notary', until },
    });
    const decide = (account: string, at: string) =>
      shipped.decide(snapshot.facts({ account, model: 'opus' }, Date.parse(at))).decision;
    expect(decide('acct_1', '2026-02-01T00:00:00Z')).toBe('allow');
    expect(decide('acct_1', until)).toBe('hold');
    expect(decide('acct_2', '2026-02-01T00:00:00Z')).toBe('hold');
  });
});

describe('what policies mean', () => {
  const permit = '@id("all") permit (principal, action, resource);';

  it('the strictest decision wins; of obligations of a kind the tighter', () => {
    const policies = Policies.compile({
      'a.cedar': `${permit}
        @decision("slow") @obligations("rate:60/1m, cap-output:100") @text("a {channel}") forbid (principal, action, resource);
        @decision("thin") @obligations("rate:10/30s,cap-output:200,omit-reasoning") @text("b {plan}") forbid (principal, action, resource);`,
    });
    expect(policies.decide(factsOf({ channel: 'web {plan}' }))).toEqual({
      decision: 'thin',
      obligations: ['omit-reasoning', 'cap-output:100', 'rate:10/30s'],
      reasons: [
        { policy: 'a.cedar#2', text: 'a web {plan}' },
        { policy: 'a.cedar#3', text: 'b unknown' },
      ],
    });
  });

  it('a forbid that does not say what it decides holds; what nothing permits is held', () => {
    const bare = Policies.compile({ 'a.cedar': `${permit} forbid (principal, action, resource);` });
    expect(bare.decide(factsOf())).toMatchObject({ decision: 'hold', reasons: [{ policy: 'a.cedar#2' }] });
    const web = Policies.compile({
      'a.cedar': 'permit (principal, action, resource) when { context.channel == "web" };',
    });
    expect(web.decide(factsOf({ channel: 'web' })).decision).toBe('allow');
    expect(web.decide(factsOf())).toMatchObject({
      decision: 'hold',
      reasons: [{ policy: 'stillwatch#nothing-permits', text: 'no policy permits this request' }],
    });
  });

  it('a permit with a text says it', () => {
    const policies = Policies.compile({
      'a.cedar': '@id("staff") @text("staff: {program}") permit (principal, action, resource);',
    });
    expect(policies.decide(factsOf({ program: 'red-team' })).reasons).toEqual([
      { policy: 'a.cedar#staff', text: 'staff: red-team' },
    ]);
  });

  it('what cannot be evaluated leaves what is in force, and says so', () => {
    const overflow = '9223372036854775807 + 1 == 0';
    const policies = Policies.compile({
      'a.cedar': `${permit} @id("bad") @decision("verify") @text("x") forbid (principal, action, resource) when { ${overflow} };`,
    });
    expect(policies.decide(factsOf())).toEqual({
      decision: 'allow',
      obligations: [],
      reasons: [
        {
          policy: 'a.cedar#bad',
          text: 'a.cedar#bad could not be evaluated: what is in force stands in for it',
        },
      ],
    });
    const both = policies.decide(factsOf({ containment: contained('slow'), hold }));
    expect(both).toMatchObject({ decision: 'hold', obligations: ['rate:10/1m'], campaign: 'SW-2026-0001' });
    expect(both.reasons.map(({ policy }) => policy)).toEqual([
      'stillwatch#containment',
      'stillwatch#hold',
      'a.cedar#bad',
    ]);
    const granted = policies.decide(factsOf({ containment: contained('slow'), grant: inForce }));
    expect(granted.decision).toBe('allow');
    // The only permit fails: nobody is locked out by that.
    const alone = Policies.compile({
      'a.cedar': `permit (principal, action, resource) when { ${overflow} };`,
    });
    expect(alone.decide(factsOf())).toMatchObject({ decision: 'allow', reasons: [{ policy: 'a.cedar#1' }] });
  });

  it('policy sets do not disturb each other, however many there are', () => {
    const of = (plan: string) =>
      Policies.compile({
        'a.cedar': `permit (principal, action, resource) when { principal.plan == "${plan}" };`,
      });
    const sets = Array.from({ length: 30 }, (_, i) => of(`p${i}`));
    for (let round = 0; round < 3; round++)
      for (const [i, policies] of sets.entries()) {
        // Another channel each round changes nothing that is asked for; ask() goes to Cedar in any case.
        const plan = (n: number) => policies.ask(factsOf({ plan: `p${n}` })).outcome.determining.length;
        expect([plan(i), plan(i + 1)]).toEqual([1, 0]);
      }
  });

  it('a folder that is not there or has no policies is an error', async () => {
    await expect(Policies.load('/no/such/folder')).rejects.toThrow(StillwatchError);
    expect(() => Policies.compile({})).toThrow(/no policy/);
    expect(() => Policies.compile({ 'a.cedar': '// nothing\n' })).toThrow(/no policy/);
  });
});
