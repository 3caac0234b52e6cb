export { type Exported, exportCampaign } from './export.ts';
export {
  type Found as PsiFound,
  type Mode as PsiMode,
  PsiServer,
  peerAt,
  putPartner,
  query as psiQuery,
  readPartners,
  servePsi,
  Threads,
  type Transcript,
  valuesIn,
} from './psi/index.ts';
export { Refused } from './stix/index.ts';
export * as taxii from './taxii/index.ts';
export { exportLevel, type Level } from './tlp.ts';
