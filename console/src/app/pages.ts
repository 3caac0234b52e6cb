import {
  IconArrowsExchange2,
  IconCertificate,
  IconChartAreaLine,
  IconFileCertificate,
  IconFingerprint,
  IconGavel,
  IconGitFork,
  IconHistory,
  IconListCheck,
  IconLockPause,
  IconRadar,
  IconRosetteDiscountCheck,
  IconScale,
  IconSend,
  IconShieldCheck,
  IconShieldLock,
  IconTargetArrow,
  IconTimeline,
  IconUserSearch,
  IconUsers,
} from '@tabler/icons-react';

/** What the navigation, the palette and the keys lead to. `keys`: g, and then this. */
export const sections = [
  {
    name: 'See',
    pages: [
      {
        name: 'Overview',
        to: '/overview',
        icon: IconChartAreaLine,
        keys: 'v',
        about: 'all traffic, what leaked, and how the service does',
      },
      { name: 'Campaigns', to: '/campaigns', icon: IconRadar, keys: 'c', about: 'what was found' },
      { name: 'Accounts', to: '/accounts', icon: IconUserSearch, keys: 'a', about: 'find one by its name' },
      {
        name: 'Lineage',
        to: '/lineage',
        icon: IconGitFork,
        keys: 'm',
        about: 'whose answers a model was trained on',
      },
    ],
  },
  {
    name: 'Act',
    pages: [
      {
        name: 'Plans',
        to: '/act/plans',
        icon: IconListCheck,
        keys: 'p',
        about: 'what would be done, and its second person',
      },
      {
        name: 'Containments',
        to: '/act/containments',
        icon: IconShieldLock,
        keys: 'r',
        about: 'what is in force, and its end',
      },
      { name: 'Appeals', to: '/act/appeals', icon: IconGavel, keys: 'o', about: 'objections to decide' },
      { name: 'Holds', to: '/act/holds', icon: IconLockPause, keys: 'h', about: 'models held back' },
      {
        name: 'Grants',
        to: '/act/grants',
        icon: IconCertificate,
        keys: 'g',
        about: 'distillation that is authorised',
      },
      {
        name: 'Attestations',
        to: '/act/attestations',
        icon: IconRosetteDiscountCheck,
        keys: 'b',
        about: 'who says that an account is eligible',
      },
      {
        name: 'Policies',
        to: '/act/policies',
        icon: IconScale,
        keys: 'l',
        about: 'what follows for a request',
      },
      {
        name: 'Audit trail',
        to: '/act/audit',
        icon: IconHistory,
        keys: 't',
        about: 'who did what, when and why',
      },
      { name: 'Sessions', to: '/act/sessions', icon: IconUsers, keys: 's', about: 'who is signed in' },
    ],
  },
  {
    name: 'Share',
    pages: [
      {
        name: 'Came in',
        to: '/shared',
        icon: IconArrowsExchange2,
        keys: 'w',
        about: 'what partners told of, and whom it hits here',
      },
      { name: 'Goes out', to: '/shared/out', icon: IconSend, keys: 'u', about: 'what would leave, to whom' },
      {
        name: 'Private matches',
        to: '/shared/private',
        icon: IconFingerprint,
        keys: 'x',
        about: 'what was compared without telling',
      },
    ],
  },
  {
    name: 'Prove',
    pages: [
      {
        name: 'Dossiers',
        to: '/evidence/dossiers',
        icon: IconFileCertificate,
        keys: 'd',
        about: 'what was made for others',
      },
      { name: 'Log', to: '/evidence/log', icon: IconTimeline, keys: 'i', about: 'what nobody can rewrite' },
      { name: 'Verify', to: '/evidence', icon: IconShieldCheck, keys: 'e', about: 'check a dossier' },
      {
        name: 'Range',
        to: '/range',
        icon: IconTargetArrow,
        keys: 'n',
        about: 'made-up traffic in which the truth is known',
      },
    ],
  },
] as const;

export const pages = sections.flatMap(({ pages }) => [...pages]);

/** The page of the navigation that an address is of, or under. */
export const pageAt = (pathname: string): string | undefined =>
  pages
    .map(({ to }): string => to)
    .filter(to => pathname === to || pathname.startsWith(`${to}/`))
    .sort((a, b) => b.length - a.length)[0];
