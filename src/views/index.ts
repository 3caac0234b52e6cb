export { Accounts } from './account/traffic.ts';
export type {
  AccountsPage,
  AccountTraffic,
  ActivityView,
  LifeView,
  Overview,
  TemplatesView,
  TraitColumn,
  TraitsView,
} from './document.ts';
export { behind, type CampaignRow, readView, unknownCampaign, type ViewKind, versionOf } from './kept.ts';
export { makeViews } from './make/make.ts';
export { Overviews } from './overview.ts';
export { type PageOptions, People } from './people.ts';
