import { SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { AccountsQuery } from '../../../api/types.ts';
import type { AccountsSearch } from '../../../app/search.ts';
import { cleanLine } from '../../../text/clean.ts';
import { count } from '../../../text/number.ts';
import { Export } from '../../../ui/export.tsx';
import { Failed, Waiting } from '../../../ui/states.tsx';
import { Table } from '../../../ui/table.tsx';
import style from '../campaign.module.css';
import { accountColumns } from './columns.tsx';
import { useAccountPages } from './use-pages.ts';

/** How long after the last letter the service is asked, in milliseconds. */
const PAUSE = 150;

/** All accounts of a campaign, of any number. */
export function CampaignAccounts() {
  const { id } = useParams({ from: '/shell/campaigns/$id' });
  const { q, role, sort = 'membership.desc' } = useSearch({ from: '/shell/campaigns/$id/accounts' });
  const navigate = useNavigate({ from: '/campaigns/$id/accounts' });
  const change = (next: AccountsSearch) =>
    navigate({
      search: (before: AccountsSearch) =>
        Object.fromEntries(
          Object.entries({ ...before, ...next }).filter(([, value]) => value),
        ) as AccountsSearch,
      replace: true,
    });
  const [typed, setTyped] = useState(q ?? '');
  const [search] = useDebouncedValue(q, PAUSE);
  const asked = useMemo(() => {
    const [by, order] = sort.split('.') as [AccountsQuery['sort'], AccountsQuery['order']];
    return { ...(role ? { role } : {}), ...(search ? { search } : {}), sort: by, order } as AccountsQuery;
  }, [role, search, sort]);
  const { rows, counted, error, again, all } = useAccountPages(id, asked);
  return (
    <>
      <div className={style.filters}>
        <TextInput
          data-filter
          aria-label="Filter by name"
          placeholder="Filter by name  /"
          value={typed}
          onChange={event => {
            setTyped(event.currentTarget.value);
            change({ q: event.currentTarget.value });
          }}
          w={220}
        />
        <SegmentedControl
          size="xs"
          aria-label="Role"
          value={role ?? 'all'}
          onChange={value => change({ role: value === 'all' ? undefined : (value as never) })}
          data={['all', 'harvester', 'cover', 'bystander']}
        />
        <span className="quiet" role="status">
          {counted
            ? `${count(counted.total, 'account')}${counted.total < counted.of ? ` of ${count(counted.of, 'account')}` : ''}`
            : ''}
        </span>
        <span className={style.push} />
        <Export name={`${id}-accounts`} columns={accountColumns} rows={all} />
      </div>
      {error ? (
        <Failed error={error} again={again} />
      ) : counted ? (
        <div className={style.table}>
          <Table
            label={`Accounts of ${cleanLine(id)}`}
            columns={accountColumns}
            rows={rows}
            keyOf={row => row.account}
            sort={sort}
            onSort={next => change({ sort: next })}
            rowHeight={34}
            onOpen={({ account }) => navigate({ to: '/accounts/$account', params: { account } })}
            empty={<p className="quiet">No account fits. Look for fewer letters, or in all roles.</p>}
          />
        </div>
      ) : (
        <Waiting />
      )}
    </>
  );
}
