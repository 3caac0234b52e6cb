import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, startTransition, useEffect, useMemo, useRef, useState } from 'react';
import { traitsQuery } from '../../../api/queries.ts';
import type { TraitsView } from '../../../api/types.ts';
import { count } from '../../../text/number.ts';
import { Export } from '../../../ui/export.tsx';
import { Empty, Loaded, Waiting } from '../../../ui/states.tsx';
import frame from '../campaign.module.css';
import { matrixOf, nameOf } from '../traits/matrix.ts';
import type { Pointing } from './graph.tsx';
import { type Infrastructure, infrastructureOf } from './groups.ts';
import style from './infrastructure.module.css';
import { SharedList } from './list.tsx';

// It brings WebGL with it: loaded when it is looked at.
const SharedGraph = lazy(() => import('./graph.tsx'));

/** What its accounts share beside what they ask. */
export function CampaignInfrastructure() {
  const { id } = useParams({ from: '/shell/campaigns/$id' });
  const query = useQuery(traitsQuery(id));
  return <Loaded query={query}>{view => <Shared campaign={id} view={view} />}</Loaded>;
}

const columns = [
  { name: 'accounts', value: (row: Filed) => row.accounts },
  { name: 'values', value: (row: Filed) => row.values },
];
const nextFrame = () => new Promise(requestAnimationFrame);

function Shared({ campaign, view }: { campaign: string; view: TraitsView }) {
  const { node } = useSearch({ from: '/shell/campaigns/$id/infrastructure' });
  const navigate = useNavigate({ from: '/campaigns/$id/infrastructure' });
  const matrix = useMemo(() => matrixOf(view), [view]);
  const [shared, setShared] = useState<Infrastructure>();
  const pointing = useRef<Pointing>(null);
  useEffect(() => {
    let isOff = false;
    setShared(undefined);
    infrastructureOf(matrix, nextFrame).then(made => {
      // The list is long: it is made in slices, too.
      if (!isOff) startTransition(() => setShared(made));
    });
    return () => {
      isOff = true;
    };
  }, [matrix]);
  if (!shared) return <Waiting />;
  if (!shared.groups.length)
    return (
      <Empty title="Nothing but words is shared">
        No network, client, payment, phone or e-mail domain is common to enough of its accounts. What they ask
        is under Traits and Templates.
      </Empty>
    );
  const choose = (id: string | undefined) => navigate({ search: id ? { node: id } : {}, replace: true });
  const drawn = shared.groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const says = `${count(drawn, 'account')} in ${count(shared.groups.length, 'group')} by ${count(shared.values.length, 'shared value')}`;
  return (
    <>
      <div className={frame.filters}>
        <p className="quiet">
          {says}. A circle is a value or a group; its size is how many accounts. Point at one to see what
          hangs together; choose it to open it.
        </p>
        <span className={frame.push} />
        <Export
          name={`${campaign}-infrastructure`}
          columns={columns}
          rows={async () => filed(shared, matrix.accounts)}
        />
      </div>
      <div className={style.pair}>
        <Suspense fallback={<Waiting />}>
          <SharedGraph
            label={`${says}. The list beside it says the same in words.`}
            matrix={matrix}
            of={shared}
            chosen={node}
            onChoose={choose}
            pointing={pointing}
          />
        </Suspense>
        <SharedList
          campaign={campaign}
          matrix={matrix}
          of={shared}
          chosen={node}
          onChoose={choose}
          onPoint={id => pointing.current?.point(id)}
        />
      </div>
    </>
  );
}

/** A group in a file. */
interface Filed {
  accounts: number;
  values: string[];
  names: string[];
}

const filed = ({ groups }: Infrastructure, names: readonly string[]): Filed[] =>
  groups.map(({ rows, values }) => ({
    accounts: rows.length,
    values: values.map(nameOf),
    names: rows.map(row => names[row]!),
  }));
