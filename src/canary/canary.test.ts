import { createHmac } from 'node:crypto';
import { array, assert, constantFrom, integer, nat, property, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Choose, chosenBy, count, holm, keyTester, MOST_HELD, pairs, Reader } from './index.ts';

const marked = (text: string, choose: Choose) => {
  const reader = new Reader(choose);
  return reader.take(text) + reader.end();
};
const key = (name: string) => createHmac('sha256', 'test').update(name).digest();
const other: Choose = ({ side }) => (side ? 0 : 1);
const places = (text: string) => {
  const found: string[] = [];
  marked(text, ({ pair, context, side }) => {
    found.push(`${pair.name} after ${context}`);
    return side;
  });
  return found;
};

/** Text that is dense in wordings, and in what may stand beside them. */
const wordings = pairs.flatMap(pair => pair.wordings);
const capital = (text: string) => `${text[0]!.toUpperCase()}${text.slice(1)}`;
const piece = constantFrom(
  ...wordings,
  ...wordings.map(capital),
  ...wordings.map(text => text.replace("'", '’')),
  ...'. |, |; |: |? |\n|\n\n| | | | | |"|“|”|‘|’|\'|`|```|~~~|```js\n|\n```\n|    |\t|> |# |- |1. |<b>|</b>|[|](|)|(|{|*|**|—|-|🙂|é|3.5|\r\n'.split(
    '|',
  ),
  ...'it|they|the sky|you|we|going|important|that|will|which|Paris|I|need|a|no|as|who|should|to|Dear Ana|blue|king'.split(
    '|',
  ),
);
const text = array(tuple(piece, constantFrom(' ', ' ', ' ', ''))).map(parts => parts.flat().join(''));

describe('what is marked', () => {
  test.each([
    ['We often go. For example, it is important.', "We frequently go. For instance, it's important."],
    [
      'They are going, although it’s best. You are king.',
      "They're going, even though it is best. You are king.",
    ],
    ['She said: "It is best, for example." It is best.', 'She said: "It is best, for example." It\'s best.'],
    [
      'Use `do not do` here. Do not run.\n```\ndo not run often\n```\nDo not run.',
      "Use `do not do` here. Don't run.\n```\ndo not run often\n```\nDon't run.",
    ],
    [
      '    we often go\n# We often go\n> we often go\n| we often go |\nWe often go',
      '    we often go\n# We often go\n> we often go\n| we often go |\nWe frequently go',
    ],
    ['<p>We often go</p>\n\nWe often go.', '<p>We often go</p>\n\nWe often go.'],
    [
      'We go <b>now</b>, and often go.\n\nWe often go.',
      'We go <b>now</b>, and often go.\n\nWe frequently go.',
    ],
    ['{"a": we often go}', '{"a": we often go}'],
    [
      'See [we often go](we often go) often-used usually.com',
      'See [we frequently go](we often go) often-used usually.com',
    ],
    ['“We often go” is what we’d often say', '“We often go” is what we’d frequently say'],
    [
      'Everyone Says I Love You. For Example. Often Paris is.',
      'Everyone Says I Love You. For Example. Often Paris is.',
    ],
    [
      "Why is not the sky blue? It isn't it. It is not only big. Don't you see?",
      "Why is not the sky blue? It isn't it. It is not only big. Don't you see?",
    ],
    ['Dear Ana,\n\nWe do not know. We often ask.', 'Dear Ana,\n\nWe do not know. We frequently ask.'],
    ['about 5. Approximately 5, approximately equal.', 'about 5. Roughly 5, approximately equal.'],
  ])('%j', (given, expected) => {
    expect(marked(given, other)).toBe(expected);
  });

  test('what a key says is said again; another key changes only what is a choice; nothing else is touched', () => {
    assert(
      property(text, nat(99), nat(99), (given, a, b) => {
        const [one, two] = [key(`${a}`), key(`${b}`)].map(k => chosenBy(k));
        const first = marked(given, one!);
        expect(marked(first, one!)).toBe(first);
        const second = marked(first, two!);
        expect(places(second)).toEqual(places(given));
        expect(marked(second, one!).replaceAll('’', "'")).toBe(first.replaceAll('’', "'"));
        expect(marked(given, ({ side }) => side)).toBe(given);
      }),
      { numRuns: 400 },
    );
  });

  test('however a text is cut, it is the same, and little is held back', () => {
    assert(
      property(text, array(integer({ min: 1, max: 30 })), (given, cuts) => {
        const reader = new Reader(other);
        let [said, at, chosen] = ['', 0, 0];
        for (const size of [...cuts, given.length]) {
          const piece = given.slice(at, at + size);
          at += piece.length;
          said += reader.take(piece);
          chosen = Math.max(chosen, reader.held);
        }
        expect(said + reader.end()).toBe(marked(given, other));
        expect(chosen).toBeLessThanOrEqual(MOST_HELD);
      }),
      { numRuns: 400 },
    );
  });

  test('no wording is in the way of another, and what follows one is judged alike for both', () => {
    // What only begins a sentence never follows another.
    const following = pairs.filter(({ place }) => place !== 'start').flatMap(pair => pair.wordings);
    for (const { wordings, after } of pairs)
      for (const one of wordings)
        for (const two of following) {
          if (one === two) continue;
          const [a, b] = [one.split(' '), two.split(' ')];
          expect(`${two} `.startsWith(`${one} `), `${one} begins ${two}`).toBe(false);
          for (let n = 1; n <= Math.min(a.length, b.length); n++)
            if (a.slice(-n).join(' ') === b.slice(0, n).join(' '))
              expect(after?.test(b[n] ?? '') ?? true, `${one} runs into ${two}`).toBe(false);
        }
    for (const { name, after, notAfter } of pairs)
      for (const next of pairs) {
        if (next.notBefore?.has(`#${name}`)) continue;
        const fits = next.wordings.map(text => {
          const word = text.split(' ')[0]!;
          return (after?.test(word) ?? true) && !notAfter?.has(word);
        });
        expect(new Set(fits).size, `${name}, before ${next.name}`).toBe(1);
      }
    for (const { before, notBefore } of pairs)
      for (const word of [...(before ?? []), ...(notBefore ?? [])]) expect(wordings).not.toContain(word);
  });
});

describe('the test', () => {
  test('over keys drawn at random it is right about itself, whatever the texts are', () => {
    // Habits, one-sided texts, a single context, nothing at all, a text that was marked by some other key.
    const hostile = [
      'We often go. '.repeat(50),
      marked(
        wordings
          .map(one => `They ${one} go. We ${one} it. ${capital(one)}, it.`)
          .join(' ')
          .repeat(5),
        chosenBy(key('x')),
      ),
      'We often go, usually. For example, everyone is, especially if it is best. You will need it, although they do not go.',
      '',
    ];
    for (const given of hostile) {
      const test = keyTester(count(given));
      const values = Array.from({ length: 2000 }, (_, i) => test(key(`null ${i}`)).p_value);
      for (const level of [0.001, 0.01, 0.05, 0.2, 0.5]) {
        const share = values.filter(p => p <= level).length / values.length;
        // Exact: at most the level, but for the 2000 draws (five standard deviations).
        expect(share).toBeLessThanOrEqual(level + 5 * Math.sqrt((level * (1 - level)) / values.length));
      }
    }
  });

  test('the tail is that of all keys there are', () => {
    assert(
      property(
        array(tuple(integer({ min: 0, max: 6 }), integer({ min: 0, max: 6 })), { maxLength: 9 }),
        pairsOf => {
          const counts = new Map([['often', new Map(pairsOf.map((both, i) => [`c${i}`, both]))]]);
          // The same texts under every key: each p-value is the share of keys that do as well.
          const test = keyTester(counts);
          for (let i = 0; i < 50; i++) {
            const p = test(key(`k${i}`)).p_value;
            const scaled = p * 2 ** pairsOf.length;
            expect(Math.abs(scaled - Math.round(scaled))).toBeLessThan(1e-6);
            expect(p).toBeGreaterThan(0);
            expect(p).toBeLessThanOrEqual(1);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  test('marks are found, by their key alone, and with others to compare with sooner', () => {
    const plain = Array.from({ length: 40 }, (_, i) =>
      wordings
        .slice(i % 7)
        .map(one => `They ${one} go, ${one} it. ${capital(one)}, if ${one} important.`)
        .join(' '),
    ).join('\n');
    const counts = count(marked(plain, chosenBy(key('own'))));
    expect(keyTester(counts)(key('own')).p_value).toBeLessThan(1e-9);
    expect(keyTester(counts, count(plain))(key('own')).p_value).toBeLessThan(1e-9);
    expect(keyTester(counts)(key('another')).p_value).toBeGreaterThan(1e-4);
  });

  test('several keys are paid for', () => {
    expect(holm([0.01, 0.5, 0.02])).toEqual([0.03, 0.5, 0.04]);
    expect(holm([])).toEqual([]);
    expect(holm([0.9, 0.9])).toEqual([1, 1]);
  });
});
