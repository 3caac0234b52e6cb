import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../api/queries.ts';
import type { Scope } from '../api/types.ts';

/** Who is signed in; within the shell somebody always is. */
export const useSession = () => useQuery(sessionQuery).data;

/**
 * Why this token may not do that; nothing where it may. The service decides: this only says it before somebody tries.
 */
export function useBarrier(scope: Scope): string | undefined {
  const session = useSession();
  if (!session || session.scopes.includes(scope)) return undefined;
  return `Your token (${session.name}) lacks the scope ${scope}.`;
}
