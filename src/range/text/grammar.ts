import type { Rng } from '../rng.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import type { Language } from './language.ts';
import { ru } from './ru.ts';
import { zh } from './zh.ts';

export const languages: Record<string, Language> = { en, zh, es, de, ru };

/** How one writer writes: languages, favourite subjects, own names. What a person's texts have in common. */
export interface Voice {
  language: Language;
  second: Language | null;
  nouns: number[];
  aspects: number[];
  names: string[];
  /** How likely a greeting, a context sentence, a constraint is. */
  greets: number;
  tells: number;
  constrains: number;
  lower: boolean;
}

export function voice(rng: Rng, language: string, second: string | null = null): Voice {
  return {
    language: languages[language]!,
    second: second ? languages[second]! : null,
    nouns: Array.from({ length: 12 }, () => rng.int(1000)),
    aspects: Array.from({ length: 10 }, () => rng.int(1000)),
    names: Array.from({ length: 8 }, () => name(rng)),
    greets: rng.between(0, 0.6),
    tells: rng.between(0.3, 1.4),
    constrains: rng.between(0.05, 0.5),
    lower: rng.chance(0.25),
  };
}

const onsets = 'b br d dr f g gr h j k kl l m n p pr r s st t tr v w z sh ch th'.split(' ');
const vowels = 'a e i o u ai ea ia o e a'.split(' ');
const codas = ['', '', '', 'n', 'r', 's', 'l', 'k', 'm', 'nd', 'rt', 'x', 'th'];

/** An invented name of a person, place, product or project: an open vocabulary, as real ones have. */
export function name(rng: Rng): string {
  let out = '';
  for (let i = rng.pick([1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3]); i > 0; i--)
    out += rng.pick(onsets) + rng.pick(vowels) + (i === 1 ? rng.pick(codas) : '');
  return out[0]!.toUpperCase() + out.slice(1);
}

const parsed = new Map<string, string[]>();

/** Fills a template's slots: even parts are text, odd ones slot letters; {text} and other long slots stay. */
export function fill(template: string, voice: Voice, rng: Rng, language = voice.language): string {
  let parts = parsed.get(template);
  if (!parts) parsed.set(template, (parts = template.split(/\{([A-Za-z])\}/)));
  let out = parts[0]!;
  for (let i = 1; i < parts.length; i += 2) out += slot(parts[i]!, voice, rng, language) + parts[i + 1];
  return out;
}

function slot(kind: string, { nouns, aspects, names }: Voice, rng: Rng, language: Language): string {
  // Three words in four come from the writer's own interests.
  const own = (list: string[], mine: number[]) =>
    list[rng.chance(0.75) ? mine[rng.int(mine.length)]! % list.length : rng.int(list.length)]!;
  if (kind === 's') return language.subject(own(language.aspects, aspects), own(language.nouns, nouns));
  if (kind === 'n') return own(language.nouns, nouns);
  if (kind === 'a') return rng.pick(language.adjectives);
  if (kind === 'o') return rng.chance(0.7) ? rng.pick(names) : name(rng);
  return String(kind === 'd' ? 2 + rng.int(18) : 20 + rng.int(980));
}

/** What is wanted, in a few sentences: a conversation's first words, or a task. */
export function request(
  voice: Voice,
  rng: Rng,
  options: { greet?: boolean; language?: Language } = {},
): string {
  const language = options.language ?? (voice.second && rng.chance(0.3) ? voice.second : voice.language);
  const say = (template: string) => fill(template, voice, rng, language);
  const sentences: string[] = [];
  if (options.greet !== false && rng.chance(voice.greets)) sentences.push(say(rng.pick(language.openers)));
  const contexts = rng.poisson(voice.tells);
  const ask = sentence(say(rng.pick(language.asks)), rng, voice.lower, language);
  const before = rng.int(contexts + 1);
  for (let i = 0; i < contexts; i++) {
    if (i === before) sentences.push(ask);
    sentences.push(say(rng.pick(language.contexts)));
  }
  if (before >= contexts) sentences.push(ask);
  if (rng.chance(voice.constrains)) sentences.push(say(rng.pick(language.constraints)));
  return sentences.join(language.gap);
}

export const followup = (voice: Voice, rng: Rng): string =>
  fill(rng.pick(voice.language.followups), voice, rng);

/** A model's answer as the client's history repeats it: `n` sentences. */
export const reply = (voice: Voice, rng: Rng, n: number): string =>
  Array.from({ length: n }, () => fill(rng.pick(voice.language.replies), voice, rng)).join(
    voice.language.gap,
  );

/** Running text: notes, a ticket, a review. */
export const passage = (voice: Voice, rng: Rng, n: number, language = voice.language): string =>
  Array.from({ length: n }, () => fill(rng.pick(language.contexts), voice, rng, language)).join(language.gap);

function sentence(text: string, rng: Rng, lower: boolean, language: Language): string {
  const first = lower ? text : text[0]!.toUpperCase() + text.slice(1);
  const chinese = language.code === 'zh';
  if (/[?？]$/.test(first) || rng.chance(0.2)) return first;
  return first + (rng.chance(0.6) ? (chinese ? '。' : '.') : chinese ? '？' : '?');
}
