import fc from 'fast-check';
import type { Facts } from '../../facts.ts';

// Few values, so that policies and facts meet often.
const name = fc.constantFrom('', 'a', 'b', 'c', '1:a', 'a=b');
const names = fc.uniqueArray(name, { maxLength: 3 });
const account = fc.constantFrom('x', 'y', 'z', '', '=x');
const model = fc.constantFrom('m', 'n', 'o');

/** Random facts; times and references differ too, which policies cannot know. */
const anyFacts: fc.Arbitrary<Facts> = fc.record({
  account,
  model,
  channel: name,
  attributes: names,
  plan: name,
  program: name,
  verification: name,
  attested: names,
  containment: fc.option(
    fc.record({
      action: name,
      campaign: name,
      grade: fc.constantFrom('verify', 'slow', 'thin', 'suspend'),
      until: fc.constantFrom('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'),
      reference: fc.constantFrom('r1', 'r2'),
    }),
    { nil: undefined },
  ),
  campaign: fc.option(fc.record({ id: name, role: name, verdict: name }), { nil: undefined }),
  hold: fc.option(
    fc.record({ id: name, basis: name, until: fc.constantFrom(null, '2026-03-01T00:00:00Z') }),
    { nil: undefined },
  ),
  grant: fc.option(fc.record({ id: name, beyond: fc.boolean() }), { nil: undefined }),
});

const quoted = (text: fc.Arbitrary<string>) => text.map(one => JSON.stringify(one));
const list = (text: fc.Arbitrary<string>) =>
  fc.array(quoted(text), { minLength: 1, maxLength: 3 }).map(all => `[${all.join(', ')}]`);
const entity = fc.oneof(
  quoted(account).map(id => `Account::${id}`),
  quoted(model).map(id => `Model::${id}`),
);
const text = fc.constantFrom(
  'principal.plan',
  'principal.program',
  'principal.verification',
  'principal.containment.grade',
  'principal.containment.campaign',
  'principal.containment.action',
  'principal.campaign.id',
  'principal.campaign.role',
  'context.channel',
  'context.hold.id',
  'context.hold.basis',
  'context.grant.id',
  'Account::"x".plan',
  '(if context.channel == "a" then principal else Account::"y").plan',
  '(if principal has campaign then principal.campaign.verdict else "none")',
  '{of: principal}.of.program',
);
const set = fc.constantFrom('context.attributes', 'principal.attested', 'Account::"x".attested');

/** Conditions of all that Cedar can do here; many cannot be evaluated for some facts, and some for none. */
const condition = fc.letrec<{ it: string }>(tie => ({
  it: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(text, fc.constantFrom('==', '!='), quoted(name)).map(parts => parts.join(' ')),
    fc.tuple(text, text).map(([a, b]) => `${a} == ${b}`),
    fc.tuple(text, quoted(name)).map(([a, b]) => `${a} like ${b.replace(/"$/, '*"')}`),
    fc.tuple(list(name), text).map(([a, b]) => `${a}.contains(${b})`),
    fc.tuple(set, quoted(name)).map(([a, b]) => `${a}.contains(${b})`),
    fc.tuple(set, text).map(([a, b]) => `${a}.contains(${b})`),
    fc
      .tuple(set, fc.constantFrom('containsAny', 'containsAll'), list(name))
      .map(([a, f, b]) => `${a}.${f}(${b})`),
    fc.tuple(set, set).map(([a, b]) => `${a} == ${b}`),
    set.map(one => `${one}.isEmpty()`),
    fc.constantFrom(
      'principal has containment',
      'principal has campaign.role',
      'context has hold',
      'context has grant.id',
    ),
    fc.constantFrom(
      'context.grant.beyond',
      'context.hold == {id: "a", basis: "b"}',
      'principal.containment == principal.campaign',
    ),
    fc.constantFrom(
      'context == {channel: "a", attributes: ["b"]}',
      '9223372036854775807 + 1 == 0',
      'resource.size == 1',
    ),
    fc.tuple(fc.constantFrom('==', '!=', 'in'), entity).map(([op, e]) => `principal ${op} ${e}`),
    fc.tuple(fc.constantFrom('==', '!=', 'in'), entity).map(([op, e]) => `resource ${op} ${e}`),
    fc.array(entity, { minLength: 1, maxLength: 3 }).map(all => `[${all.join(', ')}].contains(principal)`),
    fc.array(entity, { minLength: 1, maxLength: 3 }).map(all => `resource in [${all.join(', ')}]`),
    entity.map(one => `principal is Account in ${one}`),
    fc.tuple(tie('it'), fc.constantFrom('&&', '||'), tie('it')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie('it').map(one => `!(${one})`),
    fc.tuple(tie('it'), tie('it'), tie('it')).map(([a, b, c]) => `(if ${a} then ${b} else ${c})`),
  ),
})).it;

const scope = (variable: string, of: fc.Arbitrary<string>, type: string) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(variable) },
    { weight: 1, arbitrary: quoted(of).map(id => `${variable} == ${type}::${id}`) },
    { weight: 1, arbitrary: quoted(of).map(id => `${variable} in ${type}::${id}`) },
    { weight: 1, arbitrary: quoted(of).map(id => `${variable} is ${type} in ${type}::${id}`) },
  );

const policy = fc
  .record({
    effect: fc.constantFrom('permit', 'permit', 'forbid'),
    decision: fc.constantFrom('verify', 'slow', 'thin', 'hold', 'suspend'),
    principal: scope('principal', account, 'Account'),
    resource: scope('resource', model, 'Model'),
    when: condition,
    unless: fc.option(condition),
  })
  .map(({ effect, decision, principal, resource, when, unless }) => {
    const means = effect === 'forbid' ? `@decision("${decision}") @text("{campaign} {until} {channel}")` : '';
    return `${means} ${effect} (${principal}, action, ${resource}) when { ${when} }${unless ? ` unless { ${unless} }` : ''};`;
  });

/** Random policies of a file. */
export const anyPolicies: fc.Arbitrary<string> = fc
  .array(policy, { minLength: 1, maxLength: 4 })
  .map(all => all.join('\n'));

/** Facts that differ from each other in one thing each: what a key forgets is found by these. */
export const alikeFacts: fc.Arbitrary<Facts[]> = fc
  .tuple(anyFacts, fc.array(fc.tuple(anyFacts, fc.nat()), { minLength: 10, maxLength: 20 }))
  .map(([base, others]) => {
    const names = Object.keys(base) as (keyof Facts)[];
    return [
      base,
      ...others.map(([other, n]) => {
        const name = names[n % names.length]!;
        return { ...base, [name]: other[name] };
      }),
    ];
  });
