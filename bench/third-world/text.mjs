// What is said: word chains learnt from sets of real prompts, so that no two prompts are alike but all sound alike.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { phrasesOf } from './phrases.mjs';
import { times } from './random.mjs';

const syllables =
  `ba be bi bo bra ca ce ci co cra da de di do dra fa fe fi fo ga ge gi go gra ha he hi ho ja jo ka ke
  ki ko la le li lo lu ma me mi mo mu na ne ni no nu pa pe pi po pra ra re ri ro ru sa se si so su ta te ti to tra tu
  va ve vi vo xa ya yo za ze zo`.split(/\s+/);

/** The start of a text, without half a character at its end. */
export const head = (text, length) => text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');

export class Text {
  #human = { en: [], zh: [] };
  #conversations = { en: [], zh: [] };
  #answers;

  constructor(folder, random) {
    this.folder = folder;
    this.random = random;
    for (const file of readdirSync(join(folder, 'human')).sort())
      for (const { lang, turns } of this.set(`human/${file}`)) {
        const language = lang?.startsWith('zh')
          ? 'zh'
          : [undefined, 'en', 'multi', 'mixed'].includes(lang) && 'en';
        const said = turns.filter(Boolean);
        if (!language || !said.length) continue;
        if (said[0].length < 900) this.#human[language].push(said[0]);
        if (said.length > 1)
          this.#conversations[language].push(said.slice(0, 8).map(turn => head(turn, 400)));
      }
    this.english = new Chain(random, this.#human.en);
    this.chains = { en: this.english, zh: new Chain(random, this.#human.zh, true) };
    const answers = language =>
      this.set(`distill/alpaca_gpt4_${language}_demo`).flatMap(({ response_head: text }) => text || []);
    this.#answers = {
      en: new Chain(random, answers('en')),
      zh: new Chain(random, answers('zh'), true),
    };
  }

  /** The records of a set of prompts: `{turns: [text, …], lang?, response_head?}` a line. */
  set(name) {
    const path = ['', '.jsonl.gz', '.jsonl'].map(end => join(this.folder, name + end)).find(existsSync);
    if (!path) throw new Error(`No set of prompts ${name} in ${this.folder}`);
    const bytes = readFileSync(path);
    const lines = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString().split('\n');
    return lines.filter(line => line.trim()).map(line => JSON.parse(line));
  }

  firstTurns(name) {
    return this.set(name).map(({ turns }) => turns[0]);
  }

  /** What a user asks; `words` counts where there is a chain, `topic` is words the user shares with others. */
  say({ language, words: own }, { words, topic = [] } = {}) {
    const { random } = this;
    const mine = topic.length ? [...own, ...topic] : own;
    const chain = this.chains[language];
    if (!chain) return this.#phrase(phrasesOf[language], mine);
    if (random.chance(0.05)) return random.pick(this.#human[language]);
    const length = words ?? random.count(2.8, 0.8, 3);
    return chain.generate(Math.min(length * (language === 'zh' ? 2 : 1), 160), mine);
  }

  #phrase({ openers, middles, nouns, tails }, own) {
    const { random } = this;
    let said = `${random.pick(openers)} ${random.pick(middles)} ${random.pick(nouns)}`;
    for (let more = random.geometric(2); more > 0; more--)
      said += random.pick([' y ', ' + ', ', ', ' / ']) + random.pick(random.chance(0.4) ? own : nouns);
    if (random.chance(0.6)) said += ` ${random.pick(tails)}`;
    if (random.chance(0.3)) said += ` (${random.pick(own)} ${random.below(2000)})`;
    return said;
  }

  answer(language, tokens) {
    const longest = language === 'zh' ? 90 : 60;
    const chain = this.#answers[language] ?? this.#answers.en;
    return chain.generate(Math.min(longest, Math.max(3, Math.floor(tokens * 0.6))));
  }

  /** The user's side of a real conversation, where there are any in the language. */
  conversation(language) {
    const known = this.#conversations[language];
    return known?.length ? this.random.pick(known) : [];
  }

  /** A word that nobody else is likely to use. */
  word(length = this.random.pick([2, 3, 3, 4])) {
    return times(length, () => this.random.pick(syllables)).join('');
  }

  words(count) {
    return times(count, () => this.word());
  }

  name() {
    const word = this.word();
    return word[0].toUpperCase() + word.slice(1);
  }
}

/** Each word is followed by one that followed it in the texts. */
export class Chain {
  #starts = [];
  #followers = new Map();

  constructor(random, texts, byCharacter = false) {
    this.random = random;
    this.between = byCharacter ? '' : ' ';
    for (const text of texts) {
      const words = byCharacter ? [...text.replaceAll('\n', '')] : text.trim().split(/\s+/);
      if (words.length < 4) continue;
      this.#starts.push(words[0]);
      for (let i = 1; i < words.length; i++) {
        const followers = this.#followers.get(words[i - 1]);
        if (followers) followers.push(words[i]);
        else this.#followers.set(words[i - 1], [words[i]]);
      }
    }
  }

  /** `length` words; some of `own` are strewn in. */
  generate(length, own = []) {
    const { random } = this;
    let word = random.pick(this.#starts);
    const said = [word];
    for (let i = 1; i < length; i++) {
      word = random.pick(this.#followers.get(word) ?? this.#starts);
      if (own.length && random.chance(0.06)) said.push(random.pick(own));
      said.push(word);
    }
    return said.join(this.between);
  }
}
