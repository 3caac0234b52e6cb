import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { asFailure, Failure } from '../api/failure.ts';
import { sessionQuery } from '../api/queries.ts';
import { Failed } from '../ui/states.tsx';
import { NotFound } from './not-found.tsx';
import {
  type AccountsSearch,
  type ActivitySearch,
  type AuditSearch,
  accountsSearch,
  activitySearch,
  auditSearch,
  type ListSearch,
  type LogSearch,
  listSearch,
  logSearch,
  nodeSearch,
  type OutSearch,
  type OverviewSearch,
  outSearch,
  overviewSearch,
  type RangeSearch,
  rangeSearch,
  type SharedSearch,
  sharedSearch,
  type TraitsSearch,
  templateSearch,
  traitsSearch,
} from './search.ts';
import { Shell } from './shell/shell.tsx';

// Every view has its address, and each page is loaded when it is opened. The service has the same list
// (src/server/front/console.ts): what is not on it is no page.

const root = createRootRouteWithContext<{ client: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: ({ error, reset }) => <Failed error={error} again={reset} />,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: 'sign-in',
  validateSearch: (search: Record<string, unknown>): { to?: string; problem?: string } => ({
    // Only back to where one was here.
    ...(typeof search['to'] === 'string' && /^\/(?![/\\])/.test(search['to']) ? { to: search['to'] } : {}),
    ...(typeof search['problem'] === 'string' ? { problem: search['problem'] } : {}),
  }),
  component: lazyRouteComponent(() => import('../pages/sign-in.tsx'), 'SignIn'),
});

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ context: { client }, location }) => {
    try {
      await client.ensureQueryData(sessionQuery);
    } catch (error) {
      if (error instanceof Failure && error.status === 401)
        throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { to: location.href } });
      throw asFailure(error);
    }
  },
});

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/overview', replace: true });
  },
});

const overview = createRoute({
  getParentRoute: () => shell,
  path: 'overview',
  validateSearch: (search: Record<string, unknown>): OverviewSearch => overviewSearch(search),
  component: lazyRouteComponent(() => import('../pages/overview/overview.tsx'), 'OverviewPage'),
});

const campaigns = createRoute({
  getParentRoute: () => shell,
  path: 'campaigns',
  validateSearch: (search: Record<string, unknown>): ListSearch => listSearch(search),
  component: lazyRouteComponent(() => import('../pages/campaigns/campaigns.tsx'), 'Campaigns'),
});
const campaign = createRoute({
  getParentRoute: () => shell,
  path: 'campaigns/$id',
  component: lazyRouteComponent(() => import('../pages/campaign/campaign.tsx'), 'CampaignPage'),
});
/** A part of a campaign's page, within its frame. */
const part = <const P extends string, S>(
  path: P,
  load: () => Promise<Record<string, unknown>>,
  name: string,
  validateSearch: (search: Record<string, unknown>) => S,
) =>
  createRoute({
    getParentRoute: () => campaign,
    path,
    validateSearch,
    component: lazyRouteComponent(load as never, name as never),
  });
const nothing = () => ({});
const campaignParts = campaign.addChildren([
  part('/', () => import('../pages/campaign/summary/summary.tsx'), 'CampaignSummary', nothing),
  part(
    'activity',
    () => import('../pages/campaign/activity/activity-page.tsx'),
    'CampaignActivity',
    (search): ActivitySearch => activitySearch(search),
  ),
  part(
    'traits',
    () => import('../pages/campaign/traits/traits-page.tsx'),
    'CampaignTraits',
    (search): TraitsSearch => traitsSearch(search),
  ),
  part(
    'infrastructure',
    () => import('../pages/campaign/infrastructure/infrastructure-page.tsx'),
    'CampaignInfrastructure',
    (search): { node?: string | undefined } => nodeSearch(search),
  ),
  part(
    'templates',
    () => import('../pages/campaign/templates/templates-page.tsx'),
    'CampaignTemplates',
    (search): { template?: string | undefined } => templateSearch(search),
  ),
  part('harvest', () => import('../pages/campaign/harvest/harvest-page.tsx'), 'CampaignHarvest', nothing),
  part('life', () => import('../pages/campaign/life/life-page.tsx'), 'CampaignLife', nothing),
  part(
    'accounts',
    () => import('../pages/campaign/accounts/accounts-page.tsx'),
    'CampaignAccounts',
    (search): AccountsSearch => accountsSearch(search),
  ),
]);
const account = createRoute({
  getParentRoute: () => shell,
  path: 'accounts/$account',
  component: lazyRouteComponent(() => import('../pages/account/account.tsx'), 'AccountPage'),
});

const accounts = createRoute({
  getParentRoute: () => shell,
  path: 'accounts',
  validateSearch: (search: Record<string, unknown>): { q?: string } =>
    typeof search['q'] === 'string' && search['q'] !== '' ? { q: search['q'].slice(0, 512) } : {},
  component: lazyRouteComponent(() => import('../pages/account/find.tsx'), 'FindAccount'),
});

const act = (path: string, load: () => Promise<Record<string, unknown>>, name: string) =>
  createRoute({
    getParentRoute: () => shell,
    path: `act/${path}`,
    component: lazyRouteComponent(load as never, name as never),
  });

const tree = root.addChildren([
  signIn,
  shell.addChildren([
    home,
    overview,
    campaigns,
    campaignParts,
    accounts,
    account,
    act('plans', () => import('../pages/act/plans.tsx'), 'Plans'),
    act('plans/$id', () => import('../pages/act/plan.tsx'), 'PlanPage'),
    act('containments', () => import('../pages/act/actions.tsx'), 'Actions'),
    act('containments/$id', () => import('../pages/act/action.tsx'), 'ActionPage'),
    act('appeals', () => import('../pages/act/appeals.tsx'), 'AppealsPage'),
    act('holds', () => import('../pages/act/holds.tsx'), 'Holds'),
    act('grants', () => import('../pages/act/grants.tsx'), 'Grants'),
    act('attestations', () => import('../pages/act/attestations.tsx'), 'Attestations'),
    act('policies', () => import('../pages/act/policies.tsx'), 'Policies'),
    createRoute({
      getParentRoute: () => shell,
      path: 'act/audit',
      validateSearch: (search: Record<string, unknown>): AuditSearch => auditSearch(search),
      component: lazyRouteComponent(() => import('../pages/act/audit.tsx'), 'Audit'),
    }),
    act('sessions', () => import('../pages/act/sessions.tsx'), 'SessionsPage'),
    createRoute({
      getParentRoute: () => shell,
      path: 'evidence',
      component: lazyRouteComponent(() => import('../pages/evidence/evidence.tsx'), 'EvidencePage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: 'shared',
      validateSearch: (search: Record<string, unknown>): SharedSearch => sharedSearch(search),
      component: lazyRouteComponent(() => import('../pages/shared/came-in.tsx'), 'CameInPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: 'shared/out',
      validateSearch: (search: Record<string, unknown>): OutSearch => outSearch(search),
      component: lazyRouteComponent(() => import('../pages/shared/goes-out.tsx'), 'GoesOutPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: 'shared/private',
      component: lazyRouteComponent(() => import('../pages/shared/private.tsx'), 'PrivatePage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: 'lineage',
      component: lazyRouteComponent(() => import('../pages/lineage/lineage.tsx'), 'LineagePage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: 'lineage/$name',
      validateSearch: (search: Record<string, unknown>): { family?: string } =>
        typeof search['family'] === 'string' ? { family: search['family'] } : {},
      component: lazyRouteComponent(() => import('../pages/lineage/test.tsx'), 'LineageTestPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: 'range',
      validateSearch: (search: Record<string, unknown>): RangeSearch => rangeSearch(search),
      component: lazyRouteComponent(() => import('../pages/range/range.tsx'), 'RangePage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: 'evidence/log',
      validateSearch: (search: Record<string, unknown>): LogSearch => logSearch(search),
      component: lazyRouteComponent(() => import('../pages/evidence/log.tsx'), 'LogPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: 'evidence/dossiers',
      component: lazyRouteComponent(() => import('../pages/evidence/dossiers.tsx'), 'DossiersPage'),
    }),
  ]),
]);

export const makeRouter = (client: QueryClient) =>
  createRouter({
    routeTree: tree,
    context: { client },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: ({ error, reset }) => <Failed error={error} again={reset} />,
    scrollRestoration: false,
  });
