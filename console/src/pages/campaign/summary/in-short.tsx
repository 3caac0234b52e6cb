import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { activityQuery, lifeQuery, pricesQuery, templatesQuery } from '../../../api/queries.ts';
import { useSettings } from '../../../app/settings.tsx';
import { clockOf } from '../../../text/time.ts';
import { Panel } from '../../../ui/page.tsx';
import { parts } from '../parts.ts';
import { type Line, ofActivity, ofHarvest, ofLife, ofTemplates } from './brief.ts';
import style from './summary.module.css';

/** What each part comes to, and the way there. What is not made yet is left out. */
export function InShort({ campaign }: { campaign: string }) {
  const { zone } = useSettings();
  const { data: activity } = useQuery(activityQuery(campaign));
  const { data: life } = useQuery(lifeQuery(campaign));
  const { data: templates } = useQuery(templatesQuery(campaign));
  const { data: prices } = useQuery(pricesQuery);
  const lines = [
    activity && ofActivity(activity, clockOf(zone)),
    templates && ofTemplates(templates),
    life && ofLife(life),
    activity && ofHarvest(activity, prices),
  ].filter((one): one is Line => Boolean(one));
  if (!lines.length) return null;
  return (
    <Panel title="In short">
      <ul className={style.short}>
        {lines.map(({ part, says }) => (
          <li key={part}>
            <Link to={`/campaigns/$id/${part}` as string} params={{ id: campaign } as never}>
              {parts.find(({ path }) => path === part)!.name}
            </Link>
            <span>{says}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
