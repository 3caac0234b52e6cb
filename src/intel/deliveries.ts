import type { Store } from '../store/index.ts';
import { importObjects } from './receive/index.ts';
import { Inbox } from './taxii/index.ts';

/** What became of what waited: taken in, refused, and of nobody who is a partner yet. */
export type Taken = Awaited<ReturnType<Inbox['drain']>>;

/** Takes in what came over TAXII, by POST or by pull, one delivery after another: each whole, or not at all. Who has the store does it. */
export const takeDeliveries = (store: Store, data: string): Promise<Taken> =>
  new Inbox(data).drain(async (objects, { partner, source }) => {
    await importObjects(store, objects, { data, partner, source });
  });
