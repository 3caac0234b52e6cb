export { type Match, type MatchedCampaign, type MatchOptions, match } from './match.ts';
