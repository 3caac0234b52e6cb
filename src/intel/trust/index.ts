export { addPartner, type Partner, partnerNamed, partnersOf, removePartner } from './partners.ts';
export {
  type Record as PartnerRecord,
  type Ruled,
  type Ruling,
  recordOf,
  rule,
  rulings,
  rulingsOf,
} from './rulings.ts';
export { type SignedBy, signBundle, signerOf, unsignedFrom } from './signature.ts';
