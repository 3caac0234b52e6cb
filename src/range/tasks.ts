import type { Rng } from './rng.ts';
import { snippet } from './text/code.ts';
import { languages, passage, request, type Voice, voice } from './text/grammar.ts';
import { type Frame, frames, wording } from './text/templates.ts';
import { anyLanguage, type World } from './world.ts';

export interface Dress {
  /** Wordings of each template, and languages they are spread over. */
  variants: number;
  languages: number;
  /** The number of tasks: a little under the number of requests, so that some are asked twice. */
  pool: number;
  /** Where templates and wordings are drawn from, if not from where the tasks are: those may change, and the tasks stay. */
  templates?: Rng;
  /** Where it is drawn which templates there are, if not from where their wordings are. */
  frames?: Rng | undefined;
}

/** What one operator sends: its templates in a few wordings, and a pool of tasks. */
export class Tasks {
  readonly #world: World;
  readonly #rng: Rng;
  readonly #templates: Rng;
  readonly #frames: Frame[];
  readonly #dress: Dress;

  constructor(world: World, rng: Rng, dress: Dress) {
    this.#world = world;
    this.#rng = rng;
    this.#templates = dress.templates ?? rng;
    this.#dress = dress;
    // A few purposes, each in languages as frequent as among people.
    const r = (dress.frames ?? this.#templates).child('frames');
    const purposes = r.sample([...new Set(frames.map(f => f.purpose))], 4 + r.int(3));
    this.#frames = Array.from({ length: purposes.length * 3 }, (_, i) => {
      const language = anyLanguage(r);
      return frames.find(f => f.language === language && f.purpose === purposes[i % purposes.length])!;
    });
  }

  /** The prompt of request number `n`. Disjoint: task `n` and none but it, in the account's own subjects. */
  prompt(n: number, rng: Rng, own: Voice | null): { text: string; frame: Frame | null } {
    const number = own ? n : rng.int(this.#dress.pool);
    const r = this.#rng.child('task').child(number);
    const { tasks } = this.#world.prompts;
    // Tasks of a file already carry their own templates: half of those go out bare.
    const real = tasks.length > 0 && !own;
    if (real && r.chance(0.5)) return { text: r.pick(tasks), frame: null };
    const first = r.pick(this.#frames);
    const variant = rng.int(this.#dress.variants);
    const frame = this.#translated(first, variant, rng);
    const words = own ?? voice(r, frame.language);
    const task = real ? r.pick(tasks) : request(words, r, { greet: false });
    return { text: this.#fill(frame, variant, task, words, r), frame };
  }

  /**
   * A wording of a translated template lies in one of its languages, and the task is made in it from the same draws.
   * With fewer wordings than languages each language has its own.
   */
  #translated(frame: Frame, variant: number, rng: Rng): Frame {
    const { languages: count, variants } = this.#dress;
    if (count === 1) return frame;
    const order = this.#templates.child('languages').child(frames.indexOf(frame));
    const others = order.sample(
      Object.keys(languages).filter(code => code !== frame.language),
      count - 1,
    );
    const codes = [frame.language, ...others];
    const language = variants < count ? rng.pick(codes) : codes[variant % count];
    return frames.find(f => f.purpose === frame.purpose && f.language === language)!;
  }

  #fill(frame: Frame, variant: number, task: string, words: Voice, content: Rng): string {
    const index = frames.indexOf(frame);
    const text = wording(frame.text, this.#templates.child('wording').child(index).child(variant));
    return text
      .replace('{task}', () => task)
      .replace('{answer}', () => passage(words, content, 2 + content.int(6)))
      .replace('{code}', () => (content.chance(0.5) ? snippet(content) : ''))
      .trimEnd();
  }
}

/** Median output tokens of a task by purpose: long, as what is collected is the output. */
export const outputOf = (frame: Frame | null): number =>
  frame
    ? { instruct: 620, reasoning: 1100, grading: 560, code: 1150, rewriting: 700, structure: 800 }[
        frame.purpose
      ]
    : 700;
