import { campaignWorlds } from './worlds-campaign.mjs';
import { ordinaryWorlds } from './worlds-ordinary.mjs';

/** A little of everything, to see that it runs. */
const tiny = {
  seed: 1,
  days: 5,
  parts: [
    ['people', { count: 300 }],
    ['business', { count: 5, mu: 5 }],
    ['agents', { count: 10 }],
    ['cron', { count: 10 }],
    ['labelling', { count: 1 }],
    ['saas', { count: 10 }],
    ['shuffledSaas', { count: 10, each: 30 }],
    ['shuffledSaas', { group: 'tutor', count: 10, each: 30, tutor: true, vendorPays: false }],
    ['university', { count: 10 }],
    ['company', { count: 10 }],
    ['openSource', { count: 10 }],
    ['benchmark', { count: 5 }],
    ['benchmark', { group: 'course', count: 5, size: 20, course: true }],
    ['reasoningBenchmark', { count: 6 }],
    ['viral', { count: 10 }],
    ['reseller', { count: 4, customers: 20 }],
    ['hackathon', { count: 10 }],
    ['mobile', { count: 10 }],
    ['testers', { count: 5 }],
    ['feeds', { count: 10 }],
    ['farm', { count: 5, each: 30 }],
    ['farm', { group: 'grey-articles', count: 5, each: 30, articles: true }],
    ['harvest', { count: 20, each: 30, camouflage: 0.4, churn: true, pivot: 0.5, office: true }],
    ['harvest', { group: 'campaign-b', count: 10, each: 30, shares: 'all', ramp: true, pause: [0.4, 0.5] }],
    ['harvest', { group: 'campaign-c', count: 10, each: 30, shares: 'none', paraphrased: true, bare: 0.5 }],
    ['conversationHarvest', { count: 10, each: 5 }],
    ['conversationHarvest', { group: 'campaign-agentic', count: 10, each: 5, agentic: true, office: true }],
    ['relayHarvest', { count: 5, each: 40 }],
  ],
};

/**
 * By name. `seed`, `days`, `missing` and `chinese` are the World's; `parts` are groups (groups.mjs) with their options.
 * O is ordinary, G grey, C has campaigns.
 */
export const worlds = { ...ordinaryWorlds, ...campaignWorlds, tiny };
