import { ordinary } from './ordinary.mjs';

/** Worlds with one harvest or two among the ordinary groups. */
export const campaignWorlds = {
  C1: {
    seed: 201,
    days: 42,
    parts: [
      ...ordinary(6500),
      ['harvest', { count: 250, each: 116 }],
      ['saas', { count: 100 }],
      ['university', { count: 120 }],
      ['company', { count: 100 }],
      ['benchmark', { count: 40 }],
      ['reseller', { count: 30, customers: 300 }],
    ],
  },
  C2: {
    seed: 202,
    days: 14,
    missing: ['accounts'],
    parts: [
      ...ordinary(6500),
      ['harvest', { count: 250, each: 116, shares: 'none', paraphrased: true, office: true, uneven: 0.3 }],
      ['saas', { count: 100 }],
      ['hackathon', { count: 120 }],
      ['openSource', { count: 250 }],
    ],
  },
  C3: {
    seed: 203,
    days: 14,
    parts: [
      ...ordinary(6500),
      ['harvest', { count: 40, each: 375, camouflage: 0.5, office: true }],
      ['viral', { count: 300 }],
      ['testers', { count: 60 }],
      ['mobile', { count: 200 }],
    ],
  },
  C4: {
    seed: 204,
    days: 42,
    parts: [
      ...ordinary(6500),
      ['harvest', { count: 1000, each: 30, churn: true, ramp: true, pivot: 0.6 }],
      ['saas', { count: 80 }],
      ['benchmark', { count: 60 }],
      ['company', { count: 100, declared: false }],
    ],
  },
  C5: {
    seed: 205,
    days: 3,
    missing: ['client', 'response'],
    parts: [
      ...ordinary(7500, 0.9),
      ['harvest', { count: 120, each: 200 }],
      ['saas', { count: 100, each: 60 }],
      ['university', { count: 120 }],
      ['hackathon', { count: 100 }],
    ],
  },
  C6: {
    seed: 206,
    days: 14,
    missing: ['accounts', 'client', 'response', 'system', 'lean'],
    parts: [
      ...ordinary(6500),
      [
        'harvest',
        { count: 250, each: 116, shares: 'none', office: true, pause: [0.45, 0.65], paraphrased: true },
      ],
      ['saas', { count: 100, hosted: false }],
      ['benchmark', { count: 40 }],
      ['testers', { count: 60 }],
    ],
  },
  C7: {
    seed: 207,
    days: 42,
    missing: ['system'],
    chinese: 0.6,
    parts: [
      ...ordinary(6500),
      ['harvest', { count: 250, each: 116, shares: 'none', camouflage: 0.7, office: true }],
      ['saas', { count: 60 }],
      ['company', { count: 80, declared: false }],
      ['openSource', { count: 200 }],
    ],
  },
  C8: {
    seed: 208,
    days: 14,
    parts: [
      ...ordinary(6000),
      ['harvest', { group: 'campaign-rubric', count: 120, each: 200, kinds: ['rubric'] }],
      ['relayHarvest', { group: 'campaign-relay', count: 40, each: 375 }],
      ['saas', { count: 100 }],
      ['testers', { count: 60 }],
      ['hackathon', { count: 120 }],
    ],
  },
  C9: {
    seed: 209,
    days: 3,
    missing: ['response'],
    parts: [
      ...ordinary(7500, 0.9),
      ['harvest', { count: 250, each: 116, shares: 'all', pivot: 0.5, kinds: ['reasoning'] }],
      ['saas', { count: 100, each: 116 }],
      ['benchmark', { count: 60 }],
      ['company', { count: 150, declared: false }],
    ],
  },
  C10: {
    seed: 210,
    days: 14,
    parts: [
      ...ordinary(6000),
      ['conversationHarvest', { group: 'campaign-agentic', count: 100, each: 20, agentic: true }],
      ['openSource', { count: 200 }],
      ['saas', { count: 100 }],
    ],
  },
  C11: {
    seed: 211,
    days: 14,
    missing: ['accounts'],
    parts: [
      ...ordinary(6000),
      [
        'conversationHarvest',
        { group: 'campaign-conversations', count: 150, each: 60, shares: 'none', office: true, uneven: 0.5 },
      ],
      ['company', { count: 100, declared: false }],
      ['testers', { count: 60 }],
    ],
  },
  C12: {
    seed: 212,
    days: 42,
    parts: [
      ...ordinary(6500),
      [
        'harvest',
        { count: 40, each: 375, shares: 'none', paraphrased: true, office: true, uneven: 0.6, bare: 0.5 },
      ],
      ['reseller', { count: 30, customers: 300 }],
      ['saas', { count: 100, hosted: false }],
    ],
  },
  C13: {
    seed: 213,
    days: 14,
    missing: ['accounts'],
    parts: [
      ...ordinary(6000),
      [
        'harvest',
        {
          count: 250,
          each: 116,
          shares: 'none',
          paraphrased: true,
          office: true,
          uneven: 0.4,
          camouflage: 0.5,
        },
      ],
      ['saas', { count: 80 }],
      ['openSource', { count: 200 }],
    ],
  },
  C14: {
    seed: 214,
    days: 3,
    parts: [
      ...ordinary(7500, 0.9),
      ['harvest', { count: 60, each: 100, paraphrased: true }],
      ['hackathon', { count: 120 }],
      ['company', { count: 80 }],
    ],
  },
  C15: {
    seed: 215,
    days: 14,
    parts: [
      ...ordinary(6000),
      ['harvest', { count: 120, each: 200, bare: 1, camouflage: 0.3 }],
      ['feeds', { count: 150 }],
      ['reasoningBenchmark', { count: 60 }],
    ],
  },
  C3b: {
    seed: 303,
    days: 14,
    parts: [
      ...ordinary(6000),
      ['harvest', { count: 40, each: 375, camouflage: 0.3 }],
      ['testers', { count: 60 }],
    ],
  },
  C3c: {
    seed: 304,
    days: 14,
    parts: [
      ...ordinary(6000),
      ['harvest', { count: 40, each: 375, office: true }],
      ['testers', { count: 60 }],
    ],
  },
  C10b: {
    seed: 310,
    days: 14,
    parts: [
      ...ordinary(6000),
      ['conversationHarvest', { group: 'campaign-agentic', count: 250, each: 12, agentic: true }],
      ['conversationHarvest', { group: 'campaign-conversations', count: 100, each: 80 }],
      ['saas', { count: 100 }],
    ],
  },
  C9b: {
    seed: 309,
    days: 3,
    parts: [
      ...ordinary(7500, 0.9),
      ['harvest', { count: 250, each: 116, shares: 'all', pivot: 0.5, kinds: ['reasoning'] }],
      ['saas', { count: 100, each: 116 }],
      ['company', { count: 150, declared: false }],
    ],
  },
  C4b: {
    seed: 314,
    days: 42,
    parts: [
      ...ordinary(6500),
      ['harvest', { count: 1000, each: 30 }],
      ['saas', { count: 80 }],
      ['benchmark', { count: 60 }],
    ],
  },
};
