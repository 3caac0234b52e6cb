import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StillwatchError } from '../../errors.ts';
import { withCedar } from './engine.ts';
import { Policies } from './policies.ts';
import { factsOf } from './testing/facts.ts';

const when = (body: string) => `permit (principal, action, resource) when { ${body} };\n`;
const many = (text: string, n: number) => text.repeat(n);

/** Another set goes on deciding, whatever was tried. */
const other = Policies.compile({ 'a.cedar': when('principal.plan == "free"') });
const stillDecides = () =>
  expect(['free', 'paid'].map(plan => other.ask(factsOf({ plan })).outcome.determining.length)).toEqual([
    1, 0,
  ]);

describe('policy text that would break the engine', () => {
  it.each([
    ['brackets', when(`${many('(', 5000)}true${many(')', 5000)}`)],
    ['sets', when(`${many('[', 200)}1${many(']', 200)} == [1]`)],
    ['records', when(`${many('{a:', 200)}1${many('}', 200)} == {a:1}`)],
    ['brackets that are not closed', many('(', 100_000)],
    ['a chain of and', when(`${many('context.attributes.isEmpty() && ', 300)}true`)],
    ['a chain of not', when(`${many('!', 100_000)}true`)],
    ['a chain of minus', when(`${many('-', 1000)}1 == 1`)],
    ['if in if', when(`${many('if ', 500)}true${many(' then true else false', 500)}`)],
    ['a path', when(`context${many('.a', 1000)} == 1`)],
    ['clauses', `permit (principal, action, resource) ${many('when { true } ', 500)};`],
    ['calls', when(`[1]${many('.contains(1)', 400)}`)],
    ['a string that is not closed', `permit ("${many('\\"', 120_000)}`],
    ['too long', many(when('true'), 10_000)],
    ['too many', many('permit(principal,action,resource);\n', 1001)],
    ['nothing but quotes', many('"', 99_999)],
    ['a zero byte', when('context.channel == "\0"')],
    ['an invisible character', when('context.channel == "a\u200bb"')],
    ['letters that look like others', 'permit (principаl, action, resource);'],
    ['half a character', when('context.chann\ud800el == "a"')],
  ])('%s: a clear error, and other policies go on', (_, text) => {
    const started = performance.now();
    let error: unknown;
    try {
      Policies.compile({ 'hostile.cedar': text });
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(StillwatchError);
    expect((error as StillwatchError).code).toBe('POLICY_INVALID');
    expect((error as StillwatchError).message.length).toBeLessThan(500);
    expect(performance.now() - started).toBeLessThan(5000);
    stillDecides();
  });

  it.each([
    ['operators', when(Array.from({ length: 21 }, (_, i) => `principal.plan != "${i}"`).join(' && '))],
    ['brackets', when(`${many('(', 19)}true${many(')', 19)}`)],
    ['sets', when(`${many('[', 19)}"a"${many(']', 19)} == ${many('[', 19)}"a"${many(']', 19)}`)],
    ['a long set', when(`[${many('"a",', 20_000)}"b"].contains(principal.plan)`)],
    ['many', many('permit(principal,action,resource);\n', 1000)],
  ])('%s up to the limits are read and evaluated', (_, text) => {
    const policies = Policies.compile({ 'long.cedar': text });
    expect(
      policies.decide(factsOf()).reasons.filter(({ policy }) => policy.startsWith('stillwatch#e')),
    ).toEqual([]);
    stillDecides();
  });

  it('a broken engine is replaced, with all policies in it', () => {
    const deep = when(`${many('(', 2000)}true${many(')', 2000)}`);
    for (let i = 0; i < 3; i++) {
      expect(() => withCedar(cedar => cedar.checkParsePolicySet({ staticPolicies: deep }))).toThrow();
      stillDecides();
    }
  });
});

it('any text whatever is read or refused', () => {
  const words = fc.constantFrom(
    ...'permit forbid ( ) { } [ ] ; , . :: == && || ! - + * when unless if then else in is has like principal action resource context "a" @id @ // \n 1 Account \\ " ? ü 😀'.split(
      ' ',
    ),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(words, { maxLength: 60 }).map(a => a.join(' ')),
      ),
      text => {
        try {
          Policies.compile({ 'any.cedar': text });
        } catch (error) {
          expect(error).toBeInstanceOf(StillwatchError);
        }
      },
    ),
    { numRuns: 300 },
  );
  stillDecides();
});

it('any facts whatever are decided', () => {
  const policies = Policies.compile({
    'a.cedar': `${when('true')} @decision("hold") @text("{account} {channel}") forbid (principal == Account::"x", action, resource) when { context.attributes.contains("a=b") };`,
  });
  const text = fc.string({ unit: 'binary', maxLength: 600 });
  fc.assert(
    fc.property(text, text, fc.array(text), (account, channel, attributes) => {
      expect(policies.decide(factsOf({ account, channel, attributes, plan: channel })).decision).toBe(
        'allow',
      );
    }),
  );
});
