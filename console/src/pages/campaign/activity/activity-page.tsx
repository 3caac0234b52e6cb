import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { activityQuery } from '../../../api/queries.ts';
import { Loaded } from '../../../ui/states.tsx';
import { Day } from './day.tsx';
import { Volume } from './volume.tsx';

/** When it sends: over the whole time, and within the day. */
export function CampaignActivity() {
  const { id } = useParams({ from: '/shell/campaigns/$id' });
  const { from, to } = useSearch({ from: '/shell/campaigns/$id/activity' });
  const navigate = useNavigate({ from: '/campaigns/$id/activity' });
  const query = useQuery(activityQuery(id));
  const iso = (ms: number) => new Date(ms).toISOString();
  return (
    <Loaded query={query}>
      {view => (
        <>
          <Volume
            campaign={id}
            view={view}
            range={from && to ? [Date.parse(from), Date.parse(to)] : undefined}
            onRange={range =>
              navigate({ search: range ? { from: iso(range[0]), to: iso(range[1]) } : {}, replace: true })
            }
          />
          <Day campaign={id} view={view} />
        </>
      )}
    </Loaded>
  );
}
