import { SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useMemo } from 'react';
import { campaignQuery } from '../../api/queries.ts';
import type { Campaign } from '../../api/types.ts';
import type { AccountsSearch } from '../../app/search.ts';
import { count } from '../../text/number.ts';
import { Export } from '../../ui/export.tsx';
import { Page } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { Loaded } from '../../ui/states.tsx';
import style from '../campaigns/campaigns.module.css';
import { Accounts, accountColumns } from './accounts.tsx';

export function CampaignAccounts() {
  const { id } = useParams({ from: '/shell/campaigns/$id/accounts' });
  const query = useQuery(campaignQuery(id));
  return <Loaded query={query}>{campaign => <All campaign={campaign} />}</Loaded>;
}

function All({ campaign: { id, accounts } }: { campaign: Campaign }) {
  const search = useSearch({ from: '/shell/campaigns/$id/accounts' });
  const navigate = useNavigate({ from: '/campaigns/$id/accounts' });
  const change = (next: AccountsSearch) =>
    navigate({
      search: (before: AccountsSearch) =>
        Object.fromEntries(
          Object.entries({ ...before, ...next }).filter(([, value]) => value),
        ) as AccountsSearch,
      replace: true,
    });
  // Typing stays quick over 25,000 rows: the rows follow when there is time.
  const asked = useDeferredValue(search.q?.toLowerCase());
  const role = useDeferredValue(search.role);
  const rows = useMemo(
    () =>
      accounts.filter(
        one => (!role || one.role === role) && (!asked || one.account.toLowerCase().includes(asked)),
      ),
    [accounts, asked, role],
  );
  return (
    <Page
      title={`Accounts of ${id}`}
      head={
        <>
          Accounts of{' '}
          <Link to="/campaigns/$id" params={{ id }}>
            <Said>{id}</Said>
          </Link>
        </>
      }
      about={`${count(rows.length, 'account')}${rows.length < accounts.length ? ` of ${count(accounts.length, 'account')}` : ''}`}
      actions={<Export name={`${id}-accounts`} columns={accountColumns} rows={rows} />}
      fill
    >
      <div className={style.filters}>
        <TextInput
          data-filter
          aria-label="Filter by name"
          placeholder="Filter by name  /"
          value={search.q ?? ''}
          onChange={event => change({ q: event.currentTarget.value })}
          w={240}
        />
        <SegmentedControl
          size="xs"
          aria-label="Role"
          value={search.role ?? 'all'}
          onChange={value => change({ role: value === 'all' ? undefined : (value as never) })}
          data={['all', 'harvester', 'cover', 'bystander']}
        />
      </div>
      <div className={style.table}>
        <Accounts
          accounts={rows}
          campaign={id}
          sort={search.sort ?? 'membership.desc'}
          onSort={sort => change({ sort })}
          onOpen={({ account }) => navigate({ to: '/accounts/$account', params: { account } })}
        />
      </div>
    </Page>
  );
}
