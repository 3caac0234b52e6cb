import { type Store, temporary } from '../store/index.ts';
import type { Campaign, Step } from './document.ts';
import type { Looked } from './looked.ts';
import { lookAt, type Seen } from './part.ts';
import { withoutStrangers } from './strangers.ts';
import type { Part, Scope } from './streams.ts';
import { keepTemplated } from './templates.ts';
import { type Look, together } from './together.ts';

export type { Look } from './together.ts';

export interface LookOptions {
  /** Bound on the chance of any false alarm, over all looks. */
  alpha: number;
  /** Campaigns that earlier looks established. */
  known?: readonly Campaign[];
  /** What earlier looks spent; this one's is added. */
  looked: Looked;
  /** How many doublings a group waits for between two looks at it. */
  patience: number;
  /** Prior of all groups, by part, where the scope holds a part of them. */
  priors?: Record<Part, number>;
  onStep?(step: Step): void;
}

/** The budget's share of each part. What is told by words alone and of few groups needs less. */
const SHARES: Record<Part, number> = { everything: 0.75, templates: 0.25 };

/**
 * One look at some traffic: at everything, and at the requests made with templates alone. For a harvest can go through
 * accounts and contexts that carry more of something else (a relay's customers, an account's own use), and then everything
 * that these send is not like one queue; but what is asked with the same templates is.
 */
export async function look(store: Store, scope: Scope, options: LookOptions): Promise<Look> {
  const { priors, onStep, known: before = [], ...rest } = options;
  const copy = temporary('templates');
  try {
    const templated = await timed('requests made with templates', onStep, () =>
      keepTemplated(store, scope, copy),
    );
    // Who turns out not to ask as a harvest does is set apart before anything else is said of it.
    const without = async (seen: Seen) => ({
      ...seen,
      found: await withoutStrangers(store, templated, seen.found),
    });
    const everything = await without(
      await lookAt(store, scope, {
        ...rest,
        // What was found by its templates stands there: a group of all that its accounts send may hold others.
        known: before.filter(({ templates }) => !templates),
        share: SHARES.everything,
        prior: priors?.everything,
        onStep,
      }),
    );
    // What everything has just established stands here too: who belongs to it is told once more.
    const known = [...before, ...everything.found.map(({ campaign }) => campaign)];
    const templates = await timed('what is asked with templates', onStep, async () =>
      without(
        await lookAt(store, templated, {
          ...rest,
          known,
          share: SHARES.templates,
          prior: priors?.templates,
        }),
      ),
    );
    return together(everything, templates);
  } finally {
    await store.command(`DROP TABLE IF EXISTS ${copy}`);
  }
}

async function timed<T>(step: string, onStep: LookOptions['onStep'], work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  onStep?.({ step, seconds: (performance.now() - started) / 1000 });
  return result;
}
