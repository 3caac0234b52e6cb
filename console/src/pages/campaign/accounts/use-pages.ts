import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { campaignAccountsQuery } from '../../../api/queries.ts';
import type { AccountsQuery, CampaignAccount } from '../../../api/types.ts';

/** Rows a page: what is in sight lies in two of them at most. */
const PAGE = 200;
const MOST = 1000;

/** The accounts that match, asked for in pages as they come into sight; sorted and searched by the service. */
export function useAccountPages(campaign: string, asked: AccountsQuery) {
  const client = useQueryClient();
  const [[from, to], setSight] = useState<[number, number]>([0, 0]);
  const queryOf = (page: number) =>
    campaignAccountsQuery(campaign, { ...asked, offset: page * PAGE, limit: PAGE });
  const answers = useQueries({
    queries: Array.from({ length: to - from + 1 }, (_, i) => queryOf(from + i)),
  });
  // While the next answer is on its way the last one says how many there are, so that the table does not jump.
  const counted = useRef<{ total: number; of: number } | undefined>(undefined);
  const known = answers.find(({ data }) => data)?.data;
  if (known) counted.current = { total: known.total, of: known.of };
  const rowAt = (index: number): CampaignAccount | undefined =>
    client.getQueryData(queryOf(Math.floor(index / PAGE)).queryKey)?.accounts[index % PAGE];
  const onSight = useCallback((first: number, last: number) => {
    const next: [number, number] = [Math.floor(first / PAGE), Math.floor(last / PAGE)];
    setSight(before => (before[0] === next[0] && before[1] === next[1] ? before : next));
  }, []);

  /** All that match: for a file. */
  const all = async (): Promise<CampaignAccount[]> => {
    const rows: CampaignAccount[] = [];
    for (;;) {
      const { accounts, total } = await client.fetchQuery({
        ...campaignAccountsQuery(campaign, { ...asked, offset: rows.length, limit: MOST }),
        gcTime: 0,
      });
      rows.push(...accounts);
      if (accounts.length === 0 || rows.length >= total) return rows;
    }
  };
  return {
    counted: counted.current,
    error: answers.find(({ error }) => error)?.error ?? null,
    again: () => {
      for (const { refetch } of answers) refetch();
    },
    rows: { total: counted.current?.total ?? 0, rowAt, onSight },
    all,
  };
}
