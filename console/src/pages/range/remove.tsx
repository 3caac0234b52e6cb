import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, told } from '../../api/client.ts';
import type { Play } from '../../api/types.ts';
import { ActButton, ActDialog } from '../../ui/act.tsx';

/** Stops a play, or removes what is recorded of one. It can be played again, and would be the same. */
export function RemoveButton({ play, onDone }: { play: Play; onDone: () => void }) {
  const [opened, setOpened] = useState(false);
  const client = useQueryClient();
  const runs = play.state === 'running';
  return (
    <>
      <ActButton variant="default" onClick={() => setOpened(true)}>
        {runs ? 'Stop' : 'Remove'}
      </ActButton>
      <ActDialog
        title={runs ? 'Stop this play' : 'Remove this play'}
        opened={opened}
        onClose={() => setOpened(false)}
        confirm={runs ? 'Stop and remove' : 'Remove'}
        reason={null}
        work={async () => {
          await told(api.DELETE('/v1/range/plays/{id}', { params: { path: { id: play.id } } }));
          client.removeQueries({ queryKey: ['range', 'plays', play.id] });
          await client.invalidateQueries({ queryKey: ['range', 'plays'] });
          onDone();
        }}
      >
        <p>
          {runs
            ? `It is at step ${play.steps.done}${play.steps.of ? ` of ${play.steps.of}` : ''}.`
            : `Its ${play.steps.done} steps are removed.`}{' '}
          Nothing of your own data is touched; the same can be played again, and would come out the same.
        </p>
      </ActDialog>
    </>
  );
}
