import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, told } from './client.ts';
import type { Play, RecordedPlay } from './types.ts';

// The proving ground. What is recorded of a play is only ever added to: each time what is new is asked for.

export const scenariosQuery = queryOptions({
  queryKey: ['range', 'scenarios'],
  queryFn: () => told(api.GET('/v1/range/scenarios')),
  staleTime: Number.POSITIVE_INFINITY,
});

export const playsQuery = queryOptions({
  queryKey: ['range', 'plays'],
  queryFn: async (): Promise<readonly Play[]> => (await told(api.GET('/v1/range/plays'))).plays,
  refetchInterval: 5000,
});

export const playQuery = (id: string) => {
  const queryKey = ['range', 'plays', id] as const;
  return queryOptions({
    queryKey,
    queryFn: ({ client }: { client: QueryClient }) => more(id, client.getQueryData<RecordedPlay>(queryKey)),
    refetchInterval: query => (query.state.data?.state === 'running' ? 1000 : false),
    staleTime: 0,
  });
};

/** What is known with what came since; from the beginning where it was played anew. */
async function more(id: string, known: RecordedPlay | undefined): Promise<RecordedPlay> {
  const from = known?.recorded.length ?? 0;
  const came = await told(
    api.GET('/v1/range/plays/{id}', { params: { path: { id }, query: { from: String(from) } } }),
  );
  if (known && came.begun !== known.begun) return more(id, undefined);
  const all = { ...came, recorded: [...(known?.recorded ?? []), ...came.recorded] };
  return came.recorded.length > 0 && all.recorded.length < came.lines ? more(id, all) : all;
}
