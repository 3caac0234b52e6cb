import type { Rng } from './rng.ts';
import { snippet } from './text/code.ts';
import { passage, request, type Voice, voice } from './text/grammar.ts';
import { type Frame, frames, wording } from './text/templates.ts';
import { anyLanguage, type World } from './world.ts';

/** What one operator sends: its templates in a few wordings, and a pool of tasks. */
export class Tasks {
  readonly #world: World;
  readonly #rng: Rng;
  readonly #frames: Frame[];
  readonly #variants: number;
  readonly #pool: number;

  /** `pool` is the number of tasks: a little under the number of requests, so that some are asked twice. */
  constructor(world: World, rng: Rng, variants: number, pool: number) {
    this.#world = world;
    this.#rng = rng;
    this.#variants = variants;
    this.#pool = pool;
    // A few purposes, each in languages as frequent as among people.
    const r = rng.child('frames');
    const purposes = r.sample([...new Set(frames.map(f => f.purpose))], 4 + r.int(3));
    this.#frames = Array.from({ length: purposes.length * 3 }, (_, i) => {
      const language = anyLanguage(r);
      return frames.find(f => f.language === language && f.purpose === purposes[i % purposes.length])!;
    });
  }

  /** The prompt of request number `n`. Disjoint: task `n` and none but it, in the account's own subjects. */
  prompt(n: number, rng: Rng, own: Voice | null): { text: string; frame: Frame | null } {
    const number = own ? n : rng.int(this.#pool);
    const r = this.#rng.child('task').child(number);
    const { tasks } = this.#world.prompts;
    // Tasks of a file already carry their own templates: half of those go out bare.
    const real = tasks.length > 0 && !own;
    if (real && r.chance(0.5)) return { text: r.pick(tasks), frame: null };
    const frame = r.pick(this.#frames);
    const words = own && own.language.code === frame.language ? own : (own ?? voice(r, frame.language));
    const task = real ? r.pick(tasks) : request(words, r, { greet: false });
    return { text: this.#fill(frame, task, words, r, rng), frame };
  }

  #fill(frame: Frame, task: string, words: Voice, content: Rng, rng: Rng): string {
    const variant = rng.int(this.#variants);
    const index = frames.indexOf(frame);
    const text = wording(frame.text, this.#rng.child('wording').child(index).child(variant));
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
