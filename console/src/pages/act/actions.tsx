import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { actionsQuery } from '../../api/queries.ts';
import { Export } from '../../ui/export.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import style from '../campaigns/campaigns.module.css';
import { ActionTable, actionColumns } from './action-table.tsx';

export function Actions() {
  const query = useQuery(actionsQuery);
  return (
    <Loaded query={query}>
      {actions => (
        <Page
          title="Containments"
          about="What is in force, and what was. Each ends by itself, and is undone in one step."
          actions={<Export name="containments" columns={actionColumns} rows={actions} />}
          fill
        >
          {actions.length ? (
            <div className={style.table}>
              <ActionTable actions={actions} />
            </div>
          ) : (
            <Empty title="Nobody is contained" action={<Link to={'/act/plans' as string}>To the plans</Link>}>
              A plan that is approved can be applied; it then stands here with its time left.
            </Empty>
          )}
        </Page>
      )}
    </Loaded>
  );
}
