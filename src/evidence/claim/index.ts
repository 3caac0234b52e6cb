export { type Claim, type ClaimOptions, makeClaim } from './claim.ts';
export {
  type AccountRow,
  accountsDocument,
  claimsDocument,
  type Level,
} from './document.ts';
