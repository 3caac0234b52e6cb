import { useQuery } from '@tanstack/react-query';
import { actionsQuery, plansQuery } from '../../../api/queries.ts';
import { Panel } from '../../../ui/page.tsx';
import { ActionTable } from '../../act/action-table.tsx';
import { PlanTable } from '../../act/plan-table.tsx';

/** What was decided and done about a campaign. */
export function Done({ campaign }: { campaign: string }) {
  const { data: plans = [] } = useQuery(plansQuery);
  const { data: actions = [] } = useQuery(actionsQuery);
  const [planned, done] = [plans, actions].map(all => all.filter(one => one.campaign === campaign)) as [
    typeof plans,
    typeof actions,
  ];
  return (
    <Panel title="What was done" about="Plans and containments of this campaign." flush>
      {planned.length === 0 ? (
        <p className="quiet" style={{ padding: '0 16px 14px' }}>
          Nothing yet. A plan says what would be done, and does nothing.
        </p>
      ) : (
        <>
          {done.length ? <ActionTable actions={done} height={240} /> : null}
          <PlanTable plans={planned} height={240} />
        </>
      )}
    </Panel>
  );
}
