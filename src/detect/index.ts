export type { Campaign, CampaignAccount, Detection, Evidence, Role, Step, Verdict } from './document.ts';
