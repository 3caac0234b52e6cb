import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useParams } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { outlineQuery } from '../../api/queries.ts';
import type { Campaign } from '../../api/types.ts';
import { count } from '../../text/number.ts';
import { daysBetween } from '../../text/time.ts';
import { meaning } from '../../text/words.ts';
import { Page } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { Loaded } from '../../ui/states.tsx';
import { VerdictTag } from '../../ui/tag.tsx';
import style from './campaign.module.css';
import { Dossier } from './dossier.tsx';
import { parts } from './parts.ts';
import { PlanButton } from './plan-button.tsx';
import { numberOf } from './use-campaign.ts';

/** What stands around every part of a campaign's page: what it is, what can be done, and the way to the other parts. */
export function CampaignPage() {
  const { id } = useParams({ from: '/shell/campaigns/$id' });
  const query = useQuery(outlineQuery(id));
  return <Loaded query={query}>{campaign => <Frame campaign={campaign} />}</Loaded>;
}

/** What it is, in one sentence. */
const sentence = (campaign: Campaign): string => {
  const { exchanges, first_seen, last_seen, verdict, models } = campaign;
  // Of a relay all are bystanders: they are whom it is seen by.
  const inside = numberOf(campaign) - numberOf(campaign, 'bystander') || numberOf(campaign);
  return `${count(inside, 'account')} sent ${count(exchanges, 'exchange')} to ${count(Object.keys(models).length, 'model')} within ${count(daysBetween(first_seen, last_seen), 'day')}: ${meaning[verdict]}.`;
};

function Frame({ campaign }: { campaign: Campaign }) {
  const { id, verdict } = campaign;
  const { pathname } = useLocation();
  const nav = useRef<HTMLElement>(null);
  const here = parts.find(({ path }) => path && pathname.endsWith(`/${path}`)) ?? parts[0];
  // On a narrow screen not all of them fit.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the part that is open
  useEffect(() => {
    nav.current
      ?.querySelector('[aria-current]')
      ?.scrollIntoView({ block: 'nearest', inline: 'center', behavior: 'instant' });
  }, [here.path]);
  return (
    <Page
      title={here.path ? `${here.name} of ${id}` : id}
      head={
        <>
          <Said>{id}</Said> <VerdictTag verdict={verdict} />
        </>
      }
      about={sentence(campaign)}
      actions={
        <>
          <Dossier campaign={id} />
          <PlanButton campaign={campaign} />
        </>
      }
      fill={here.fills}
      wide
    >
      <nav ref={nav} className={style.parts} aria-label="Parts of this campaign">
        {parts.map(({ path, name }) => (
          <Link
            key={path}
            to={(path ? `/campaigns/$id/${path}` : '/campaigns/$id') as string}
            params={{ id } as never}
            activeOptions={{ exact: true }}
            aria-current={path === here.path ? 'page' : undefined}
          >
            {name}
          </Link>
        ))}
      </nav>
      <Outlet />
    </Page>
  );
}
