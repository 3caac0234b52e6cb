import { Button, Group, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { api, told } from '../../api/client.ts';
import type { Applied, Plan } from '../../api/types.ts';
import { count, whole } from '../../text/number.ts';
import { ActDialog } from '../../ui/act.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Failed } from '../../ui/states.tsx';

interface Props {
  plan: Plan;
  opened: boolean;
  onClose: () => void;
  onDone: (action: string) => Promise<void>;
}

/** How long and in how many waves; a dry run by the service first, and only then the button that does it. */
export function ApplyDialog({ plan: { id }, opened, onClose, onDone }: Props) {
  const [days, setDays] = useState<string | number>(7);
  const [waves, setWaves] = useState<string | number>(1);
  const [hours, setHours] = useState<string | number>(0);
  const [preview, setPreview] = useState<Applied>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const how = { plan: id, days: Number(days), waves: Number(waves), over_hours: Number(hours) };
  const change = (set: (value: string | number) => void) => (value: string | number) => {
    setPreview(undefined);
    set(value);
  };
  const look = async () => {
    setBusy(true);
    setError(undefined);
    try {
      setPreview(await told(api.POST('/v1/containment/actions', { body: { ...how, reason: 'a dry run' } })));
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <ActDialog
      title={`Apply ${id}`}
      size="lg"
      opened={opened}
      onClose={onClose}
      confirm={preview ? `Contain ${count(preview.accounts, 'account')}` : 'Contain'}
      isGrave
      barrier={preview ? undefined : 'Look first at what would be done.'}
      work={async reason => {
        const done = await told(
          api.POST('/v1/containment/actions', { body: { ...how, reason, confirm: true } }),
        );
        await onDone(done.action!);
      }}
    >
      <Group grow align="flex-start">
        <NumberInput label="Lasts, days" min={1} max={366} value={days} onChange={change(setDays)} />
        <NumberInput label="Waves" min={1} max={1000} value={waves} onChange={change(setWaves)} />
        <NumberInput
          label="Over, hours"
          description="each account at a random moment"
          inputWrapperOrder={['label', 'input', 'description']}
          min={0}
          max={8784}
          value={hours}
          onChange={change(setHours)}
        />
      </Group>
      <Button variant="default" onClick={look} loading={busy}>
        Look at what would be done
      </Button>
      {error ? <Failed error={error} /> : null}
      {preview ? (
        <Facts
          of={[
            ['Contained', count(preview.accounts, 'account')],
            [
              'Waves',
              preview.waves.slice(0, 12).map(({ from, to, accounts }) => (
                <div key={from}>
                  <Moment at={from} /> to <Moment at={to} />: <span className="num">{whole(accounts)}</span>
                </div>
              )),
            ],
            ['Ends by itself', <Moment key="until" at={preview.until} />],
            [
              'Dropped since the plan',
              Object.entries(preview.dropped)
                .map(([why, n]) => `${whole(n)} (${why})`)
                .join(', ') || 'nobody',
            ],
          ]}
        />
      ) : null}
    </ActDialog>
  );
}
