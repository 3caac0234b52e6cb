import { type Marking, markEvents, markWhole } from './mark/index.ts';
import type { Api } from './route.ts';
import { chained, changingFilter, eventFilter } from './thin/filter.ts';
import { omitFromBody } from './thin/reasoning.ts';
import type { Changing } from './thin/whole.ts';

/** What is done to an answer. */
export interface Terms extends Changing {
  /** An answer of which it can't be done is not passed on: reasoning is omitted. Marks are left out rather. */
  must: boolean;
}

/** Without reasoning, where `thin` says of which API it is; then marked. */
export function changing(thin: Api | undefined, marking: Marking | undefined): Terms | undefined {
  if (thin === undefined) return marking && { ...marks(marking), must: false };
  const omitted: Changing = { body: omitFromBody(thin), filter: () => eventFilter(thin) };
  if (!marking) return { ...omitted, must: true };
  const marked = marks(marking);
  return {
    body(value) {
      const left = omitted.body(value);
      return left && marked.body(left);
    },
    filter: () => chained(omitted.filter(), marked.filter()),
    must: true,
  };
}

/** An event or a body that is not what it should be passes as it is. */
const marks = ({ api, choose }: Marking): Changing => ({
  body: value => attempt(() => markWhole(value, api, choose), value),
  filter() {
    const mark = markEvents(api, choose);
    return changingFilter({
      change: event => attempt(() => mark(event), [event]),
      last: () => attempt(() => mark(undefined), []),
    });
  },
});

function attempt<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch {
    return otherwise;
  }
}
