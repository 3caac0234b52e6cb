import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { asFailure } from './failure.ts';

/**
 * Something that changes what is in force. What is shown is asked for anew afterwards, whether it went well or not: a
 * change that was not answered in time may have been made.
 *
 * @param done what to say of it when it is done
 */
export function useChange<I, O>(work: (input: I) => Promise<O>, done?: (value: O, input: I) => string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: work,
    onSuccess: (value, input) => {
      const message = done?.(value, input);
      if (message) notifications.show({ message, autoClose: 6000 });
    },
    onError: error => {
      const { message, mend } = asFailure(error);
      notifications.show({ title: message, message: mend, color: 'red', autoClose: 12_000 });
    },
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' }),
  });
}
