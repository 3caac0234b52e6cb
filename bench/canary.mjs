// Would marks be seen in a student? Students are interpolated n-gram models, taught on public answers of which a share is marked; what they
// write is tested for the key (docs/canary.md has the figures).
//   node bench/canary.mjs [FOLDER] [KEYS] [PART …]   (../shared/data/lineage/alpaca_eval, 10 keys a figure, all parts: shares, amounts,
//   attacks, synonyms, alarms; after node scripts/build.mjs; half an hour on two cores that are shared with much else)

import { createHmac } from 'node:crypto';
import { chosenBy, count, keyTester } from '../dist/canary/index.js';
import { marked, readAnswers } from './canary/answers.mjs';
import { drawn } from './canary/draw.mjs';
import { Student, tokensOf } from './canary/student.mjs';

const [
  folder = new URL('../../shared/data/lineage/alpaca_eval', import.meta.url).pathname,
  keys = '10',
  ...parts
] = process.argv.slice(2);
const KEYS = Number(keys);
const has = part => parts.length === 0 || parts.includes(part);
const LENGTH = 230;
const started = performance.now();
const note = text => console.error(`${((performance.now() - started) / 1000).toFixed(0)} s  ${text}`);

const answers = readAnswers(folder);
const models = [...new Set(answers.map(one => one.model))];
// Every fourth model is only compared with; every second prompt is held out.
const isOther = model => models.indexOf(model) % 4 === 0;
const taught = answers.filter(one => one.prompt % 2 === 0 && !isOther(one.model));
const heldOut = answers.filter(one => one.prompt % 2 === 1);
const baseline = new Map();
for (const { text } of heldOut.filter(one => isOther(one.model))) count(text, baseline);
const words = taught.reduce((sum, { text }) => sum + text.length / 6, 0);
note(`${models.length} models, about ${(words / 1e6).toFixed(1)} million words to teach`);

const keyOf = name => createHmac('sha256', 'bench').update(name).digest();
const percent = values => `${Math.round((100 * values.filter(Boolean).length) / values.length)}`.padStart(3);

/** What a student of `million` words, of which a share was marked, writes: `most` answers. `spoil` is done to what the key chose. */
function written(run, { share, million, most, spoil = choose => choose, replaced = 0 }) {
  const draw = drawn(`${run} ${share} ${million}`);
  const choose = chosenBy(keyOf(run));
  const order = taught.map(one => ({ one, at: draw() })).sort((a, b) => a.at - b.at);
  const texts = [];
  let size = 0;
  for (const { one } of order) {
    if (size > million * 6e6) break;
    size += one.text.length;
    if (draw() >= share) texts.push(one.text);
    else texts.push(marked(one, spoil(choose, draw)));
  }
  const tokens = texts.flatMap(tokensOf);
  // Whatever stands there, in wordings and beside them: a word of the text at random.
  if (replaced)
    for (let i = 0; i < tokens.length; i++)
      if (/^[A-Za-z]/.test(tokens[i]) && draw() < replaced) tokens[i] = wordAt(tokens, draw);
  const student = new Student(tokens, draw);
  const starts = heldOut.filter(one => !isOther(one.model)).map(one => tokensOf(one.text).slice(0, 2));
  return Array.from({ length: most }, () =>
    student.answer(starts[Math.floor(draw() * starts.length)], LENGTH),
  );
}

function wordAt(tokens, draw) {
  for (;;) {
    const token = tokens[Math.floor(draw() * tokens.length)];
    if (/^[A-Za-z]/.test(token)) return token;
  }
}

/** In how many of a hundred keys drawn at random texts seem marked. */
function alarms(texts, other, keys) {
  const counts = new Map();
  for (const text of texts) count(text, counts);
  const test = keyTester(counts, other);
  let wrong = 0;
  for (let i = 0; i < keys; i++) if (test(keyOf(`wrong ${i}`)).p_value < 0.01) wrong++;
  return (100 * wrong) / keys;
}

/** How many of the keys are found at p < .01, without and with others to compare with, among so many answers. */
function figure(name, options, numbers) {
  const found = numbers.map(() => [[], []]);
  const values = [];
  for (let i = 0; i < KEYS; i++) {
    const said = written(`${i}`, { ...options, most: Math.max(...numbers) });
    const counts = new Map();
    let read = 0;
    for (const [k, number] of numbers.entries()) {
      for (; read < number; read++) count(said[read], counts);
      for (const [way, other] of [undefined, baseline].entries()) {
        const { p_value } = keyTester(counts, other)(keyOf(`${i}`));
        found[k][way].push(p_value < 0.01);
        if (way) values.push([number, p_value]);
      }
    }
  }
  for (const [k, number] of numbers.entries()) {
    const ps = values
      .filter(one => one[0] === number)
      .map(one => one[1])
      .sort((a, b) => a - b);
    const middle = ps[Math.floor(ps.length / 2)].toExponential(0);
    console.log(
      `${name.padEnd(44)} ${String(number).padStart(5)} answers: found ${percent(found[k][0])}% alone, ${percent(found[k][1])}% with references (median p ${middle})`,
    );
  }
  note(name);
}

if (has('shares')) {
  console.log('By share, one million words taught');
  for (const share of [0.03, 0.1, 0.3, 1])
    figure(`share ${share}`, { share, million: 1 }, share === 0.1 ? [200, 1000, 4000] : [200, 1000]);
}

if (has('amounts')) {
  console.log('By amount taught');
  for (const million of [0.2, 3])
    for (const share of [0.1, 0.3])
      figure(`share ${share} of ${million} million words`, { share, million }, [1000]);
}

if (has('attacks')) {
  console.log('Who changes the marked text before teaching it: share 0.3 of one million words');
  /** A share of the choices is drawn again. */
  const redrawn = part => (choose, draw) => choice =>
    draw() < part ? (draw() < 0.5 ? 0 : 1) : choose(choice);
  const attacked = { share: 0.3, million: 1 };
  for (const part of [0.5, 0.8])
    figure(`${100 * part}% of the choices drawn anew`, { ...attacked, spoil: redrawn(part) }, [1000]);
  figure('all of the table made one wording', { ...attacked, spoil: () => () => 0 }, [1000]);
}

if (has('synonyms')) {
  console.log('Words replaced by others, at random, in all of the text: share 0.3 of one million words');
  for (const replaced of [0.1, 0.3])
    figure(`${100 * replaced}% of the words`, { share: 0.3, million: 1, replaced }, [1000]);
}

if (has('alarms')) {
  console.log('False alarms at p < .01');
  const said = written('none', { share: 0, million: 1, most: 1000 });
  for (const [name, other] of [
    ['alone', undefined],
    ['with references', baseline],
  ])
    console.log(`an unmarked student, 20,000 keys, ${name}: ${alarms(said, other, 20_000).toFixed(2)}%`);
  const each = models.map(model => {
    const texts = answers.filter(one => one.model === model).map(({ text }) => text);
    return alarms(texts, baseline, 1000);
  });
  const mean = each.reduce((sum, one) => sum + one, 0) / each.length;
  console.log(
    `${models.length} real models, 1,000 keys each, with references: ${mean.toFixed(2)}%, at most ${Math.max(...each)}% of one`,
  );
}
note('done');
