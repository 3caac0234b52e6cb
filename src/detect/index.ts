export { campaign, listCampaigns } from './campaigns.ts';
export { type DetectOptions, detect } from './detect.ts';
export type {
  Because,
  Campaign,
  CampaignAccount,
  Contributions,
  Detection,
  Evidence,
  Explanation,
  NearestMiss,
  Role,
  Step,
  Verdict,
} from './document.ts';
export { type CampaignExchange, campaignExchanges, type Selection, selectExchanges } from './exchanges.ts';
export { type ReplayCampaign, type ReplayOptions, type ReplayStep, replay } from './replay.ts';
export { CONTEXT, ownContexts } from './streams.ts';
