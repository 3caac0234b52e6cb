import { useMemo } from 'react';
import type { Candidate } from '../../api/lineage.ts';
import { percent, small } from '../../text/number.ts';
import { Export } from '../../ui/export.tsx';
import { Panel } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import style from './lineage.module.css';

/** Who may have taught it, best first: nearness, chance, and the dose with its interval. */
export function Candidates({
  of,
  chosen,
  onChoose,
}: {
  of: readonly Candidate[];
  chosen: Candidate;
  onChoose: (family: string) => void;
}) {
  const columns = useMemo(
    (): Column<Candidate>[] => [
      { id: 'rank', name: '#', width: '58px', isNumber: true, value: row => row.rank },
      {
        id: 'family',
        name: 'Family',
        width: 'minmax(130px, 1.2fr)',
        value: row => row.family,
        cell: row => (
          <button
            type="button"
            className={style.choose}
            aria-pressed={row === chosen}
            onClick={() => onChoose(row.family)}
          >
            <Said>{row.family}</Said>
          </button>
        ),
      },
      {
        id: 'vendor',
        name: 'Vendor',
        width: 'minmax(90px, 1fr)',
        value: row => row.vendor,
        cell: row => <Said>{row.vendor}</Said>,
      },
      {
        id: 'score',
        name: 'Nearness',
        width: '90px',
        isNumber: true,
        value: row => row.score,
        cell: row => row.score.toFixed(2).replace('-', '−'),
      },
      {
        id: 'alone',
        name: 'p alone',
        width: '84px',
        isNumber: true,
        value: row => row.p_unadjusted,
        cell: row => small(row.p_unadjusted),
      },
      {
        id: 'all',
        name: 'p of all',
        width: '84px',
        isNumber: true,
        value: row => row.p_value,
        cell: row => (row.tested ? small(row.p_value) : <span className="quiet">not tested</span>),
      },
      {
        id: 'dose',
        name: 'Dose',
        width: '60px',
        isNumber: true,
        value: row => row.dose.estimate,
        cell: row => (row.curve ? percent(row.dose.estimate) : '–'),
      },
      {
        id: 'interval',
        name: 'with its interval, 0 to 100%',
        width: 'minmax(170px, 2fr)',
        order: false,
        value: row => `${row.dose.low}–${row.dose.high}`,
        cell: row => (row.curve ? <Interval of={row.dose} /> : null),
      },
    ],
    [chosen, onChoose],
  );
  return (
    <Panel
      title="Candidates"
      about="Best first. A family is chosen to see its curve and where it stands in what chance does."
      actions={<Export name="lineage-candidates" columns={columns} rows={of} />}
      flush
    >
      <Table
        label="Candidates"
        columns={columns}
        rows={of}
        keyOf={row => row.family}
        sort="rank.asc"
        onOpen={row => onChoose(row.family)}
        rowHeight={32}
        height={Math.min(620, 34 + 32 * of.length)}
      />
    </Panel>
  );
}

function Interval({ of: dose }: { of: Candidate['dose'] }) {
  const { estimate, low, high } = dose;
  const per = (share: number) => `${(share * 100).toFixed(2)}%`;
  return (
    <svg
      className={style.forest}
      role="img"
      aria-label={`${percent(estimate)}, from ${percent(low)} to ${percent(high)}`}
    >
      <line x1="0" x2="100%" y1="8" y2="8" className={style.grid} />
      <line x1={per(low)} x2={per(high)} y1="8" y2="8" className={style.range} />
      <circle cx={per(estimate)} cy="8" r="4" className={style.point} />
    </svg>
  );
}
