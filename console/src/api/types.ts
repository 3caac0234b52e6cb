import type { paths } from './schema.d.ts';

// Names for what the service answers; the types themselves are made of its OpenAPI.

type Answer<P extends keyof paths, M extends keyof paths[P]> = paths[P][M] extends {
  responses: { 200: { content: { 'application/json': infer T } } };
}
  ? T
  : never;
type Of<T, K extends PropertyKey> = T extends { [key in K]: infer V } ? V : never;
type One<T> = T extends readonly (infer V)[] ? V : never;

export type Session = Answer<'/v1/session', 'get'>;
export type SignedIn = Answer<'/v1/sessions', 'get'>['sessions'][number];
export type Scope = Session['scopes'][number];
export type CampaignSummary = Answer<'/v1/campaigns', 'get'>['campaigns'][number];
export type Campaign = Answer<'/v1/campaigns/{id}', 'get'>;
export type Verdict = Campaign['verdict'];
export type Role = Campaign['accounts'][number]['role'];
export type CampaignAccount = Campaign['accounts'][number];
export type Evidence = Campaign['evidence'][number];
export type Explanation = Campaign['explanations'][number];

export type Plan = Answer<'/v1/containment/plans', 'post'>;
export type PlanSummary = One<Of<Answer<'/v1/containment/plans', 'get'>, 'plans'>>;
export type Applied = Answer<'/v1/containment/actions', 'post'>;
type Actions = Answer<'/v1/containment/actions', 'get'>;
export type ActionSummary = One<Of<Actions, 'actions'>>;
export type Action = Extract<Actions, { contained: unknown }>;
export type AccountFacts = Answer<'/v1/accounts', 'get'>;
export type Appeals = Answer<'/v1/appeals', 'get'>;
export type Appeal = Appeals['appeals'][number];
export type Hold = Answer<'/v1/holds', 'get'>['holds'][number];
export type Grant = Answer<'/v1/grants', 'get'>['grants'][number];
export type AuditRecord = Answer<'/v1/audit', 'get'>['records'][number];
export type Explained = Answer<'/v1/policies/explain', 'post'>;
export type Grade = Plan['grades'][number]['grade'];

export type Choices = Answer<'/v1/range/scenarios', 'get'>;
export type Dial = Choices['dials'][number];
export type Play = Answer<'/v1/range/plays', 'get'>['plays'][number];
export type RecordedPlay = Answer<'/v1/range/plays/{id}', 'get'>;
export type PlayLine = RecordedPlay['recorded'][number];
export type PlayLineOf<K extends PlayLine['kind']> = Extract<PlayLine, { kind: K }>;
export type Overview = Answer<'/v1/overview', 'get'>;
export type AccountsQuery = NonNullable<paths['/v1/campaigns/{id}/accounts']['get']['parameters']['query']>;
export type ActivityView = Answer<'/v1/campaigns/{id}/views/activity', 'get'>;
export type LifeView = Answer<'/v1/campaigns/{id}/views/life', 'get'>;
export type TraitsView = Answer<'/v1/campaigns/{id}/views/traits', 'get'>;
export type TemplatesView = Answer<'/v1/campaigns/{id}/views/templates', 'get'>;
export type AccountTraffic = Answer<'/v1/accounts/{account}/traffic', 'get'>;
export type Prices = Answer<'/v1/prices', 'get'>;

export type SharedIn = Answer<'/v1/intel/partners', 'get'>;
export type Partner = SharedIn['partners'][number];
export type Matches = Answer<'/v1/intel/match', 'get'>;
export type Matched = Matches['campaigns'][number];
export type Ruling = Matches['rulings'][number];
export type Preview = Answer<'/v1/intel/preview', 'get'>;
export type Collection = Answer<'/v1/intel/collections', 'get'>['collections'][number];

export type LogView = Answer<'/v1/log', 'get'>;
export type Proof = Answer<'/v1/log/proof', 'get'>;
export type KeptDossier = Answer<'/v1/dossiers', 'get'>['dossiers'][number];
export type Attestation = Answer<'/v1/attestations', 'get'>['attestations'][number];
export type Backtest = NonNullable<Answer<'/v1/policies/backtests/{id}', 'get'>['result']>;
