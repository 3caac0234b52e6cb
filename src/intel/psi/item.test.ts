import { expect, it } from 'vitest';
import { inputOf, type Kind, kindNames } from './item.ts';

const same = (kind: Kind, ...values: string[]) =>
  expect(new Set(values.map(value => inputOf({ kind, value }))).size, values.join(' ')).toBe(1);
const refused = (kind: string, value: unknown) =>
  expect(() => inputOf({ kind: kind as Kind, value: value as string }), `${kind} ${value}`).toThrow(
    expect.objectContaining({ code: 'PSI_VALUE' }),
  );

it('writes a value in one way, and never the same for two kinds', () => {
  same('phone', '+1 (555) 010-0199', '+15550100199');
  same('payment', 'GB33 BUKB 2020 1555 5555 55', 'GB33BUKB20201555555555');
  same('email', ' Ann@Example.com', 'ann@example.com');
  same('device', 'T13D1516h2_8daaf6152771_b186095e22b6', 't13d1516h2_8daaf6152771_b186095e22b6');
  same('network', '203.0.113.7', '203.0.113.0/24');
  same('network', '2001:db8:1:2::3', '2001:DB8:1::/48', '2001:0db8:0001::');
  expect(inputOf({ kind: 'network', value: '::1' })).toMatch(/\0::\/48$/);
  expect(inputOf({ kind: 'network', value: '2001:db8:0:2::3' })).toMatch(/\x002001:db8::\/48$/);
  const hash = '0123456789abcdef';
  expect(inputOf({ kind: 'payment', value: hash })).not.toBe(inputOf({ kind: 'template', value: hash }));
});

it('refuses what is not of its kind, without saying it', () => {
  for (const kind of kindNames)
    for (const value of ['', ' ', 'x'.repeat(513), '\ud800', null, 7]) refused(kind, value);
  refused('phone', '5550100');
  refused('phone', '+1 555 ext 7');
  refused('email', 'nobody');
  refused('device', 'chrome');
  for (const value of ['203.0.113.0/16', '2001:db8::/32', 'fe80::1%eth0', '203.0.113.0/24/24', '300.1.1.1'])
    refused('network', value);
  refused('template', 'not hex, not hex');
  refused('shared-email', 'ann@example.com');
  refused('__proto__', 'x');
  expect(() => inputOf({ kind: 'email', value: 'secret' })).toThrow(/^(?!.*secret).*$/);
});
