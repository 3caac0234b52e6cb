import { z } from 'zod';
import { type Operation, operation } from '../../policy/index.ts';
import { createCollection, openCollections, removeCollection } from './collections.ts';
import { publish, withdraw } from './publish.ts';

const name = z.string().min(1).max(64);
const reason = z
  .string()
  .trim()
  .min(1, 'a reason is needed')
  .max(2000)
  .meta({ description: 'why, for the audit trail' });
const released = z.object({
  campaign: name,
  collection: name.meta({ description: 'by its name or id' }),
  reason,
});

/** A collection as it is listed. */
export interface CollectionView {
  id: string;
  name: string;
  tlp: string;
  as: string;
  by: string;
  at: string;
  campaigns: { campaign: string; published: string }[];
}

/** What people do with collections. What programs of partners do stands in the routes of TAXII. @param data the data folder */
export const intelOperations = (data: string): readonly Operation[] =>
  [
    operation({
      method: 'POST',
      path: 'intel/collections',
      scope: 'act',
      about: 'Makes a collection that partners read over TAXII.',
      input: z.object({
        name,
        tlp: z.string().max(32).meta({ description: 'clear, green, amber or amber+strict' }),
        as: z.string().trim().min(1).max(200).optional().meta({ description: 'who speaks in it' }),
        reason,
      }),
      run: (desk, input, by) => createCollection(desk, data, input, by),
    }),
    operation({
      method: 'GET',
      path: 'intel/collections',
      scope: 'read',
      about: 'The collections that partners read over TAXII, and the campaigns in each.',
      input: z.object({}),
      run: async desk => ({
        collections: openCollections(desk).map(({ id, name, tlp, as, by, at, campaigns }): CollectionView => {
          const all = [...campaigns].flatMap(([campaign, { published }]) =>
            published ? [{ campaign, published }] : [],
          );
          return { id, name, tlp, as, by, at, campaigns: all };
        }),
      }),
    }),
    operation({
      method: 'POST',
      path: 'intel/collections/remove',
      scope: 'act',
      about: 'Removes a collection that holds no campaign any more.',
      input: z.object({ collection: name, reason }),
      run: removeCollection,
    }),
    operation({
      method: 'POST',
      path: 'intel/publications',
      scope: 'act',
      about: 'Releases a campaign to a collection, or brings what it says of it up to date.',
      input: released,
      run: (desk, input, by) => publish(desk, data, input, by),
    }),
    operation({
      method: 'POST',
      path: 'intel/withdrawals',
      scope: 'act',
      about: 'Withdraws a campaign from a collection: followers are told that it is revoked.',
      input: released,
      run: withdraw,
    }),
  ] as never;
