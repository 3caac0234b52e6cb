import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Reader } from '../../dist/canary/index.js';

/** The answers of all models, each with the places where it has a choice. Half of the prompts' answers are cut: this takes a minute. */
export function readAnswers(folder) {
  const found = [];
  for (const file of readdirSync(join(folder, 'answers')).sort()) {
    if (!file.endsWith('.jsonl.gz')) continue;
    const lines = gunzipSync(readFileSync(join(folder, 'answers', file)))
      .toString('utf8')
      .split('\n');
    for (const line of lines) {
      const { prompt_id: prompt, output } = line ? JSON.parse(line) : {};
      if (output) found.push({ model: file.slice(0, -9), prompt, text: output });
    }
  }
  return found;
}

/** An answer with the wordings that are chosen. What it has to choose from is looked up once. */
export function marked(answer, choose) {
  answer.choices ??= choicesOf(answer.text);
  let said = '';
  let at = 0;
  for (const { from, choice, there } of answer.choices) {
    const wording = choice.pair.wordings[choose(choice)];
    const isCapital = there[0] !== there[0].toLowerCase();
    said += answer.text.slice(at, from) + (isCapital ? wording[0].toUpperCase() + wording.slice(1) : wording);
    at = from + there.length;
  }
  return said + answer.text.slice(at);
}

function choicesOf(text) {
  const choices = [];
  let out = 0;
  const reader = new Reader(choice => {
    const length = choice.pair.wordings[choice.side].length;
    choices.push({ from: out, choice, there: text.slice(out, out + length) });
    return choice.side;
  });
  // Character by character, so that what is out when a choice is made is what stands before it.
  for (const char of text.split('')) out += reader.take(char).length;
  reader.end();
  return choices;
}
