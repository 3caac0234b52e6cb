import { queryOptions } from '@tanstack/react-query';
import { api, told } from './client.ts';
import type { paths } from './schema.d.ts';

// Tests of lineage, as the command line kept them.

type Answer<P extends '/v1/lineage' | '/v1/lineage/{name}'> =
  paths[P]['get']['responses'][200]['content']['application/json'];

export type SavedSummary = Answer<'/v1/lineage'>['tests'][number];
export type SavedTest = Answer<'/v1/lineage/{name}'>;
export type Candidate = SavedTest['test']['teachers'][number];
export type LineageVerdict = SavedTest['test']['verdict'];

export const lineageQuery = queryOptions({
  queryKey: ['lineage'],
  queryFn: async () => (await told(api.GET('/v1/lineage'))).tests,
  refetchInterval: 60_000,
});

export const lineageTestQuery = (name: string) =>
  queryOptions({
    queryKey: ['lineage', name],
    queryFn: () => told(api.GET('/v1/lineage/{name}', { params: { path: { name } } })),
  });
