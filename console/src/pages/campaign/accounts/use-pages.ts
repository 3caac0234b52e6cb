import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { accountsPageQuery } from '../../../api/queries.ts';
import type { AccountsAsked } from '../../../api/types.ts';
import type { CampaignAccount } from '../../../api/types.ts';

/** Rows a page: what is in sight lies in two of them at most. */
const PAGE = 200;
const MOST = 1000;

/** The accounts that match, asked for in pages as they come into sight; sorted and searched by the service. */
export function useAccountPages(campaign: string, asked: AccountsAsked) {
  const client = useQueryClient();
  const [[from, to], setSight] = useState<[number, number]>([0, 0]);
  const pages = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const answers = useQueries({
    queries: pages.map(page => pageOf(page * PAGE, PAGE)),
  });
  // While the next answer is on its way the last one says how many there are, so that the table does not jump.
  const counted = useRef<{ total: number; of: number } | undefined>(undefined);
  const known = answers.find(({ data }) => data)?.data;
  if (known) counted.current = { total: known.total, of: known.of };
  const rowAt = (index: number): CampaignAccount | undefined =>
    client.getQueryData(pageOf(Math.floor(index / PAGE) * PAGE, PAGE).queryKey)
      ?.accounts[index % PAGE];
  const onSight = useCallback((first: number, last: number) => {
    const next: [number, number] = [Math.floor(first / PAGE), Math.floor(last / PAGE)];
    setSight(before => (before[0] === next[0] && before[1] === next[1] ? before : next));
  }, []);

  /** All that match: for a file. */
  const all = async (): Promise<CampaignAccount[]> => {
    const rows: CampaignAccount[] = [];
    for (;;) {
      const { accounts, total } = await client.fetchQuery({
        ...pageOf(rows.length, MOST),
        gcTime: 0,
      });
      rows.push(...accounts);
      if (accounts.length === 0 || rows.length >= total) return rows;
    }
  };
  return {
    counted: counted.current,
    error: answers.find(({ error }) => error)?.error ?? null,
    again: () => answers.forEach(({ refetch }) => void refetch()),
    rows: { total: counted.current?.total ?? 0, rowAt, onSight },
    all,
  };
}
