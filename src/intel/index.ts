export { type Taken, takeDeliveries } from './deliveries.ts';
export { type Exported, exportCampaign } from './export.ts';
export { type Match, type MatchedCampaign, type MatchOptions, match } from './match/index.ts';
export { type Matched, type Partners, type Preview, sharingOperations } from './operations.ts';
export {
  type Found as PsiFound,
  type Mode as PsiMode,
  PsiServer,
  peerAt,
  putPartner,
  query as psiQuery,
  readPartners,
  servePsi,
  storedValues,
  Threads,
  type Transcript,
  valuesIn,
} from './psi/index.ts';
export { type Feed, feeds, type Imported, importFile, importObjects } from './receive/index.ts';
export { Refused } from './stix/index.ts';
export * as taxii from './taxii/index.ts';
export { exportLevel, type Level } from './tlp.ts';
export {
  addPartner,
  type Partner,
  type PartnerRecord,
  partnerNamed,
  partnersOf,
  type Ruled,
  type Ruling,
  removePartner,
  rule,
  rulings,
  rulingsOf,
  signBundle,
} from './trust/index.ts';
