import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, told } from '../../api/client.ts';
import { asFailure } from '../../api/failure.ts';
import type { Play } from '../../api/types.ts';
import { ActButton } from '../../ui/act.tsx';
import { Said } from '../../ui/said.tsx';

/** Plays what was broken off from the beginning. */
export function AgainButton({ play }: { play: Pick<Play, 'settings'> }) {
  const client = useQueryClient();
  const again = useMutation({
    mutationFn: () => told(api.POST('/v1/range/plays', { body: play.settings })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['range', 'plays'] }),
  });
  return (
    <div>
      <ActButton loading={again.isPending} onClick={() => again.mutate()}>
        Play it again
      </ActButton>
      {again.isError ? (
        <p role="alert">
          <Said>{`${asFailure(again.error).message}. ${asFailure(again.error).mend}`}</Said>
        </p>
      ) : null}
    </div>
  );
}
