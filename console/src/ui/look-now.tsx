import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, told } from '../api/client.ts';
import { asFailure } from '../api/failure.ts';
import { statusQuery } from '../api/queries.ts';
import { ActButton } from './act.tsx';

/** Has detection look at what is stored, without waiting for its hour. */
export function useLookNow() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => told(api.POST('/v1/detections', { body: {} })),
    onSuccess: () => client.invalidateQueries({ queryKey: statusQuery.queryKey }),
    onError: error => {
      const { message, mend } = asFailure(error);
      notifications.show({ color: 'red', title: 'It does not look', message: `${message}. ${mend}` });
    },
  });
}

export function LookNow() {
  const { data: status } = useQuery(statusQuery);
  const { mutate, isPending } = useLookNow();
  return (
    <ActButton
      variant="default"
      loading={isPending}
      onClick={() => mutate()}
      barrier={status?.detection?.running_since ? 'It looks already.' : undefined}
    >
      Look now
    </ActButton>
  );
}
