import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../api/queries.ts';
import type { Scope } from '../api/types.ts';

/** Who is signed in; within the shell somebody always is. */
export const useSession = () => useQuery(sessionQuery).data;

const takes: Partial<Record<Scope, string>> = {
  act: 'an analyst',
  approve: 'an approver',
  admin: 'an admin',
};

/**
 * Why this token may not do that; nothing where it may. The service decides: this only says it before somebody tries.
 */
export function useBarrier(scope: Scope): string | undefined {
  const session = useSession();
  if (!session || session.scopes.includes(scope)) return undefined;
  const whose = session.role ? `${session.name}, ${session.role}` : session.name;
  return `You (${whose}) may not: that takes ${takes[scope] ?? `the scope ${scope}`}.`;
}
