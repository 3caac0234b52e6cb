export { bringUpToDate, type Followed, type FollowOptions, follow } from './follow.ts';
export {
  AT_ONCE,
  batches,
  type CommitOptions,
  type CommitProgress,
  type Committed,
  commitHours,
  isLess,
  type Less,
} from './hours.ts';
export { following, Logged } from './logged.ts';
export { makerOf } from './maker.ts';
export { commitmentOfRecord, followRecords } from './records.ts';
export { commitmentOfCampaign, followVerdicts, type StoredCampaign, storedCampaigns } from './verdicts.ts';
