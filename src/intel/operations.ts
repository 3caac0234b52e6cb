import { z } from 'zod';
import { communityOf, installationKey } from '../exchange/index.ts';
import { type Desk, type Operation, operation } from '../policy/index.ts';
import { Cache } from '../store/index.ts';
import { type Exported, exportCampaign } from './export.ts';
import { type Match, match } from './match/index.ts';
import { type Feed, feeds } from './receive/index.ts';
import { nobody, positionOf, readFeeds } from './taxii/index.ts';
import { exportLevel } from './tlp.ts';
import { partnerNamed, partnersOf, type Ruled, rule, rulings, rulingsOf } from './trust/index.ts';

const HOUR = 3_600_000;

/** What partners gave, and where it is fetched from. */
export interface Partners {
  partners: Feed[];
  /** Subscriptions over TAXII, and up to when each was read. */
  feeds: { partner: string; title: string; root: string; collection: string; read_to: string | null }[];
  community: { name: string; id: string } | null;
}

/** Who was matched, and what analysts said of it. */
export interface Matched extends Match {
  rulings: Ruled[];
}

/** What a bundle would hold. */
export interface Preview extends Exported {
  campaign: string;
  tlp: string;
  as: string;
}

/** What people look at and say of what is shared. @param data the data folder */
export const sharingOperations = (data: string): readonly Operation[] => {
  const matches = new Cache<Match>(1);
  return [
    operation({
      method: 'GET',
      path: 'intel/partners',
      scope: 'read',
      about: 'Partners, what each gave, what of it is in force, and how often each was right.',
      input: z.object({}),
      async run({ store }): Promise<Partners> {
        const joined = communityOf(data);
        return {
          partners: await feeds(store, { data, community: joined?.id }),
          feeds: readFeeds(data).map(({ partner, title, root, collection }) => {
            const read_to = positionOf(data, partner).last || null;
            return { partner, title, root, collection, read_to };
          }),
          community: joined ? { name: joined.name, id: joined.id } : null,
        };
      },
    }),
    operation({
      method: 'GET',
      path: 'intel/match',
      scope: 'read',
      about: 'Who here shows what partners told of. A reason to look, and no verdict.',
      input: z.object({}),
      async run(desk): Promise<Matched> {
        const community = communityOf(data)?.id;
        const found = await matches.get('', await versionOf(desk, data, community), () =>
          match(desk.store, { data, community }),
        );
        return { ...found, rulings: await rulingsOf(desk.store) };
      },
    }),
    operation({
      method: 'POST',
      path: 'intel/rulings',
      scope: 'act',
      about: 'Says what became of a campaign that a partner told of: it weighs what else they tell.',
      input: z.object({
        partner: z.string().min(1).max(80),
        campaign: z
          .string()
          .regex(/^campaign--[0-9a-f-]{36}$/)
          .meta({ description: 'its id in STIX' }),
        ruling: z.enum(rulings),
        reason: z
          .string()
          .trim()
          .min(1, 'a reason is needed')
          .max(2000)
          .meta({ description: 'why; it stays with it' }),
      }),
      async run({ store }, { partner, campaign, ruling, reason }, by) {
        partnerNamed(data, partner);
        await rule(store, { actor: by, partner, campaign, ruling, reason });
        return { partner, campaign, ruling };
      },
    }),
    operation({
      method: 'GET',
      path: 'intel/preview',
      scope: 'read',
      about: 'What would go out of a campaign at a level: the very bundle. Nothing leaves by it.',
      input: z.object({
        campaign: z.string().min(1).max(64),
        tlp: z.string().max(32).meta({ description: 'clear, green, amber or amber+strict' }),
        as: z.string().trim().min(1).max(200).optional().meta({ description: 'who speaks in it' }),
      }),
      async run({ store }, { campaign, tlp, as = nobody(data) }): Promise<Preview> {
        const level = exportLevel(tlp);
        const { community } = installationKey(data);
        const exported = await exportCampaign(store, campaign, { level, origin: as, community });
        return { campaign, tlp: level, as, ...exported };
      },
    }),
  ] as never;
};

/** What a match follows from: partners, what they gave and what was said of it, what was found here, and the time that ends indicators. */
async function versionOf({ store }: Desk, data: string, community = ''): Promise<string> {
  const [row] = await store.query<{ bundles: string; rulings: string; detected: string }>(
    `SELECT concat(toString(count()), ' ', toString(max(received))) AS bundles,
            (SELECT concat(toString(count()), ' ', toString(max(at))) FROM intel_rulings) AS rulings,
            (SELECT toString(max(detected)) FROM detections) AS detected FROM intel_bundles`,
  );
  return JSON.stringify([row, partnersOf(data), community, Math.floor(Date.now() / HOUR)]);
}
