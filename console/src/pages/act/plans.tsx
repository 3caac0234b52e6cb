import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { plansQuery } from '../../api/queries.ts';
import { Export } from '../../ui/export.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import style from '../campaigns/campaigns.module.css';
import { PlanTable, planColumns } from './plan-table.tsx';

export function Plans() {
  const query = useQuery(plansQuery);
  return (
    <Loaded query={query}>
      {plans => (
        <Page
          title="Plans"
          about="What would be done, read before anything is. Above 50 accounts a second person approves; a plan holds for seven days and is applied once."
          actions={<Export name="plans" columns={planColumns} rows={plans} />}
          fill
        >
          {plans.length ? (
            <div className={style.table}>
              <PlanTable plans={plans} />
            </div>
          ) : (
            <Empty title="No plans yet" action={<Link to="/campaigns">To the campaigns</Link>}>
              Open a campaign and choose “Plan containment”.
            </Empty>
          )}
        </Page>
      )}
    </Loaded>
  );
}
