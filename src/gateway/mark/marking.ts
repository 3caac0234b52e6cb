import { type Choose, chosenBy } from '../../canary/index.ts';
import type { Asked } from '../asked.ts';
import type { Counts } from '../counts.ts';
import type { Log } from '../log.ts';
import type { Obligations } from '../obligations.ts';
import type { Settings } from '../options.ts';
import type { Api } from '../route.ts';
import { copiedFrom } from './copied.ts';
import { isProse } from './prose.ts';

/** How an answer is marked. */
export interface Marking {
  api: Api;
  choose: Choose;
  /** Whether there was a choice at all. */
  readonly chose: boolean;
}

/**
 * How the answer to a request is to be marked, if it is: where anything is unclear (what is asked for is no prose, there is no key) it
 * passes as it is. Never throws.
 */
export async function markingFor(
  { route, json }: Asked,
  { mark }: Obligations,
  { canaryKey }: Settings,
  { counts, log }: { counts: Counts; log: Log },
): Promise<Marking | undefined> {
  const { api, asks } = route;
  if (!mark || !api || !asks) return undefined;
  if (!json || !isProse(json, api)) return void counts.add('not_marked', 'no_prose');
  const key = await Promise.resolve(canaryKey?.(mark)).catch((error: Error) => {
    log('canary without a key', { canary: mark, reason: error.name });
    return undefined;
  });
  if (!key) return void counts.add('not_marked', 'no_key');
  const byKey = chosenBy(key);
  const isCopied = copiedFrom(json);
  let chose = false;
  return {
    api,
    choose(choice) {
      if (isCopied(choice)) return choice.side;
      chose = true;
      return byKey(choice);
    },
    get chose() {
      return chose;
    },
  };
}
