import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../api/client.ts';

export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await api.DELETE('/v1/session');
    await navigate({ to: '/sign-in' });
    // What one person was shown is not kept for the next.
    client.clear();
  };
}
