import type { Store } from '../../store/index.ts';
import { type CampaignRow, keepViews } from '../kept.ts';
import { traitsOf } from '../traits/traits.ts';
import { keepMembers } from './members.ts';
import { templatesOf } from './templates.ts';
import { keepTheirs } from './theirs.ts';
import { timesOf } from './times.ts';

/** Makes and keeps the views of a campaign. What is read meanwhile are the old ones. @param signal gives it up after a step */
export async function makeViews(store: Store, row: CampaignRow, signal?: AbortSignal): Promise<void> {
  const theirs = await keepTheirs(store, row.id);
  if (!theirs) return;
  try {
    signal?.throwIfAborted();
    await keepMembers(store, row, theirs.table);
    signal?.throwIfAborted();
    const times = await timesOf(store, row, theirs.table);
    signal?.throwIfAborted();
    const templates = await templatesOf(store, row, theirs);
    signal?.throwIfAborted();
    const traits = await traitsOf(store, row, theirs);
    await keepViews(store, row, { ...times, templates, traits });
  } finally {
    await theirs.drop();
  }
}
