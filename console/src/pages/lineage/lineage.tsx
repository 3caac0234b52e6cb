import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { lineageQuery, type SavedSummary } from '../../api/lineage.ts';
import { percent, small, whole } from '../../text/number.ts';
import { ListPage } from '../../ui/list-page.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Said } from '../../ui/said.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';
import { LineageTag } from './words.tsx';

export function LineagePage() {
  const query = useQuery(lineageQuery);
  return <Loaded query={query}>{tests => <Whole tests={tests} />}</Loaded>;
}

function Whole({ tests }: { tests: readonly SavedSummary[] }) {
  const navigate = useNavigate();
  const columns = useMemo(
    (): Column<SavedSummary>[] => [
      {
        id: 'name',
        name: 'Test',
        width: 'minmax(160px, 2fr)',
        value: row => row.name,
        cell: row => (
          <Link to="/lineage/$name" params={{ name: row.name }}>
            <Said>{row.name}</Said>
          </Link>
        ),
      },
      {
        id: 'verdict',
        name: 'Verdict',
        width: '210px',
        value: row => row.verdict,
        cell: row => <LineageTag verdict={row.verdict} />,
      },
      {
        id: 'first',
        name: 'Nearest',
        width: 'minmax(190px, 2fr)',
        value: row => row.first?.family ?? '',
        cell: ({ first }) =>
          first ? (
            <>
              <Said>{first.family}</Said>{' '}
              <span className="quiet">
                of <Said>{first.vendor}</Said>
              </span>
            </>
          ) : (
            <span className="quiet">none</span>
          ),
      },
      {
        id: 'p',
        name: 'By chance',
        width: '110px',
        isNumber: true,
        value: row => row.first?.p_value ?? '',
        order: row => row.first?.p_value ?? 2,
        cell: ({ first }) =>
          first?.tested ? (
            `p ${small(first.p_value)}`
          ) : (
            <span className="quiet">{first ? 'not tested' : '–'}</span>
          ),
      },
      {
        id: 'dose',
        name: 'Dose',
        width: '150px',
        isNumber: true,
        value: row => row.first?.dose.estimate ?? '',
        order: row => row.first?.dose.estimate ?? -1,
        cell: ({ first }) =>
          first
            ? `${percent(first.dose.estimate)} (${percent(first.dose.low)}–${percent(first.dose.high)})`
            : '–',
      },
      {
        id: 'candidates',
        name: 'Candidates',
        width: '100px',
        isNumber: true,
        value: row => row.candidates,
        cell: row => whole(row.candidates),
      },
      {
        id: 'prompts',
        name: 'Prompts',
        width: '90px',
        isNumber: true,
        value: row => row.prompts_used,
        cell: row => whole(row.prompts_used),
      },
      {
        id: 'saved',
        name: 'Tested',
        width: '150px',
        value: row => row.saved,
        cell: row => <Moment at={row.saved} />,
      },
    ],
    [],
  );
  return (
    <ListPage
      title="Lineage"
      about="Models that were tested for whose answers they were trained on: from text alone, against references."
      columns={columns}
      rows={tests}
      keyOf={row => row.name}
      sort="saved.desc"
      onOpen={({ name }) => void navigate({ to: '/lineage/$name', params: { name } })}
      empty={
        <Empty title="No test was kept yet">
          Tests are made where the references are, on the command line:{' '}
          <code className="mono">stillwatch lineage test --suspect FILE --references DIR --save NAME</code>.
          What is saved so in this service’s data folder is shown here.
        </Empty>
      }
    />
  );
}
