import { SegmentedControl, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { traitsQuery } from '../../../api/queries.ts';
import type { TraitsView } from '../../../api/types.ts';
import type { TraitsSearch } from '../../../app/search.ts';
import { cleanLine } from '../../../text/clean.ts';
import { count, whole } from '../../../text/number.ts';
import { Export } from '../../../ui/export.tsx';
import { Said } from '../../../ui/said.tsx';
import { Empty, Loaded } from '../../../ui/states.tsx';
import style from '../campaign.module.css';
import { Grid } from './grid.tsx';
import { type Column, filtered, matrixOf, nameOf, roleOf, shows } from './matrix.ts';
import { familyColour } from './paint.ts';
import own from './traits.module.css';
import { TraitsTable, traitColumns, traitRows } from './traits-table.tsx';

/** Who shows what: accounts × traits. */
export function CampaignTraits() {
  const { id } = useParams({ from: '/shell/campaigns/$id' });
  const query = useQuery(traitsQuery(id));
  return (
    <Loaded query={query}>
      {view =>
        view.accounts.length && view.traits.length ? (
          <Traits campaign={id} view={view} />
        ) : (
          <Empty title="No value is shared by enough of its accounts">
            What speaks for one operator stands on the summary.
          </Empty>
        )
      }
    </Loaded>
  );
}

/** Pixels of a row: to read names, or to see many. */
const heights = { names: 16, dense: 4 };

function Traits({ campaign, view }: { campaign: string; view: TraitsView }) {
  const search: TraitsSearch = useSearch({ from: '/shell/campaigns/$id/traits' });
  const navigate = useNavigate({ from: '/campaigns/$id/traits' });
  const { role, family = [], has = [], as = 'names' } = search;
  const change = (next: TraitsSearch) =>
    navigate({
      search: (before: TraitsSearch) =>
        Object.fromEntries(
          Object.entries({ ...before, ...next }).filter(([, value]) =>
            Array.isArray(value) ? value.length : value,
          ),
        ) as TraitsSearch,
      replace: true,
    });
  const matrix = useMemo(() => matrixOf(view), [view]);
  const families = useMemo(() => [...new Set(matrix.columns.map(one => one.family))], [matrix]);
  // Typing stays quick: the rows and the address follow when there is time.
  const [typed, setTyped] = useState(search.q ?? '');
  const asked = useDeferredValue(typed);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address follows what was typed
  useEffect(() => {
    if (asked === (search.q ?? '')) return;
    const later = setTimeout(() => change({ q: asked }), 250);
    return () => clearTimeout(later);
  }, [asked]);
  const columns = useMemo(
    () => (family.length ? matrix.columns.filter(one => family.includes(one.family)) : matrix.columns),
    [matrix, family],
  );
  const chosen = useMemo(() => new Set(has), [has]);
  const must = useMemo(() => matrix.columns.filter(({ key }) => chosen.has(key)), [matrix, chosen]);
  const rows = useMemo(
    () => filtered(matrix, { role, search: asked, has: must }),
    [matrix, role, asked, must],
  );
  const choose = ({ key }: { key: string }) =>
    change({ has: chosen.has(key) ? has.filter(one => one !== key) : [...has, key] });
  const toggle = (one: string) =>
    change({
      family: family.includes(one)
        ? family.filter(other => other !== one)
        : family.length + 1 === families.length
          ? []
          : [...family, one],
    });
  const asTable = as === 'table' ? traitRows(matrix, rows, columns) : undefined;
  return (
    <>
      <div className={style.filters}>
        <TextInput
          data-filter
          aria-label="Filter by name"
          placeholder="Filter accounts by name  /"
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
          w={200}
        />
        <SegmentedControl
          size="xs"
          aria-label="Role"
          value={role ?? 'all'}
          onChange={value => change({ role: value === 'all' ? undefined : (value as never) })}
          data={['all', 'harvester', 'cover', 'bystander']}
        />
        <SegmentedControl
          size="xs"
          aria-label="How it is shown"
          value={as}
          onChange={value => change({ as: value === 'names' ? undefined : (value as never) })}
          data={[
            { value: 'names', label: 'Names' },
            { value: 'dense', label: 'Dense' },
            { value: 'table', label: 'Table' },
          ]}
        />
        <span className="quiet" role="status">
          {count(rows.length, 'account')}
          {rows.length < matrix.accounts.length ? ` of ${whole(matrix.accounts.length)}` : ''}
        </span>
        <span className={style.push} />
        {asTable ? (
          <Export name={`${campaign}-traits`} columns={traitColumns} rows={asTable} />
        ) : (
          <Export
            name={`${campaign}-accounts-traits`}
            columns={[
              { name: 'account', value: (row: Line) => row.account },
              { name: 'role', value: (row: Line) => row.role },
              ...columns.map(one => ({
                name: nameOf(one),
                value: (row: Line) => Number(row.shows.includes(one.key)),
              })),
            ]}
            rows={async () => linesOf(rows, columns, row => matrix.accounts[row]!)}
          />
        )}
      </div>
      <div className={own.chips}>
        {families.map(one => (
          <button
            key={one}
            type="button"
            className={own.chip}
            aria-pressed={family.length === 0 || family.includes(one)}
            onClick={() => toggle(one)}
          >
            <span className={own.dot} style={{ background: `var(--${familyColour(one)})` }} />
            <Said>{one}</Said>
          </button>
        ))}
        {must.length ? <span className="quiet">who show</span> : null}
        {must.map(one => (
          <button
            key={one.key}
            type="button"
            className={own.chip}
            onClick={() => choose(one)}
            aria-label={`No longer only those who show ${nameOf(one)}`}
          >
            <span className={own.dot} style={{ background: `var(--${familyColour(one.family)})` }} />
            <Said>{nameOf(one)}</Said>
            <IconX size={12} aria-hidden="true" />
          </button>
        ))}
      </div>
      {asTable ? (
        <div className={style.table}>
          <TraitsTable rows={asTable} onOpen={choose} />
        </div>
      ) : rows.length ? (
        <Grid
          label={`Accounts of ${cleanLine(campaign)} and the values that they show. Arrows move, Enter opens the account, Space keeps those who show the value. The same as a table: How it is shown, Table.`}
          matrix={matrix}
          rows={rows}
          columns={columns}
          chosen={chosen}
          high={heights[as as keyof typeof heights]}
          onChoose={choose}
          onOpen={account => navigate({ to: '/accounts/$account', params: { account } })}
        />
      ) : (
        <Empty title="No account fits">
          Look for fewer letters, in all roles, or for fewer values at once.
        </Empty>
      )}
    </>
  );

  function linesOf(of: Uint32Array, among: readonly Column[], name: (row: number) => string): Line[] {
    return Array.from(of, row => ({
      account: name(row),
      role: roleOf[matrix.roles[row]!] ?? '',
      shows: among.filter(({ bit }) => shows(matrix, row, bit)).map(({ key }) => key),
    }));
  }
}

/** An account in a file. */
interface Line {
  account: string;
  role: string;
  shows: string[];
}
