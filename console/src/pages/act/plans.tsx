import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { plansQuery } from '../../api/queries.ts';
import { ListPage } from '../../ui/list-page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { PLAN, planColumns } from './plan-table.tsx';

export function Plans() {
  const query = useQuery(plansQuery);
  const navigate = useNavigate();
  return (
    <Loaded query={query}>
      {plans => (
        <ListPage
          title="Plans"
          about="What would be done, read before anything is. Above 50 accounts a second person approves; a plan holds for seven days and is applied once."
          columns={planColumns}
          rows={plans}
          keyOf={({ id }) => id}
          sort="at.desc"
          onOpen={({ id }) => navigate({ to: PLAN as string, params: { id } as never })}
          empty={
            <Empty title="No plans yet" action={<Link to="/campaigns">To the campaigns</Link>}>
              Open a campaign and choose “Plan containment”.
            </Empty>
          }
        />
      )}
    </Loaded>
  );
}
