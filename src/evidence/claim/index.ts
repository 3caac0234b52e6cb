export { type Claim, type ClaimOptions, makeClaim } from './claim.ts';
export {
  type AccountRow,
  accountsDocument,
  claimsDocument,
  type Level,
  type LogPart,
  type Shaping,
} from './document.ts';
