import { feeds, mobile, openSource } from './applications.mjs';
import { benchmark, reasoningBenchmark } from './benchmarks.mjs';
import { company, university } from './communities.mjs';
import { conversationHarvest } from './conversations.mjs';
import { harvest, relayHarvest } from './harvest.mjs';
import { hackathon, viral } from './occasions.mjs';
import { farm, reseller, testers } from './outfits.mjs';
import { agents, business, cron, labelling, people } from './people.mjs';
import { saas, shuffledSaas } from './products.mjs';

/** What a world can be made of, by name; each is a function of the world and of its options. */
export const groups = {
  agents,
  benchmark,
  business,
  company,
  conversationHarvest,
  cron,
  farm,
  feeds,
  hackathon,
  harvest,
  labelling,
  mobile,
  openSource,
  people,
  reasoningBenchmark,
  relayHarvest,
  reseller,
  saas,
  shuffledSaas,
  testers,
  university,
  viral,
};
