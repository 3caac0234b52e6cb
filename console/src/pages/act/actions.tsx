import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { actionsQuery } from '../../api/queries.ts';
import { ListPage } from '../../ui/list-page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { ACTION, actionColumns } from './action-table.tsx';

export function Actions() {
  const query = useQuery(actionsQuery);
  const navigate = useNavigate();
  return (
    <Loaded query={query}>
      {actions => (
        <ListPage
          title="Containments"
          about="What is in force, and what was. Each ends by itself, and is undone in one step."
          columns={actionColumns}
          rows={actions}
          keyOf={({ id }) => id}
          sort="at.desc"
          onOpen={({ id }) => navigate({ to: ACTION as string, params: { id } as never })}
          empty={
            <Empty title="Nobody is contained" action={<Link to={'/act/plans' as string}>To the plans</Link>}>
              A plan that is approved can be applied; it then stands here with its time left.
            </Empty>
          }
        />
      )}
    </Loaded>
  );
}
