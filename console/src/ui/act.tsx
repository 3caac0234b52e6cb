import { Alert, Button, type ButtonProps, Group, Modal, Textarea, Tooltip } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { asFailure } from '../api/failure.ts';
import type { Scope } from '../api/types.ts';
import { useBarrier } from '../app/session.ts';
import { Said } from './said.tsx';

interface ActButtonProps extends ButtonProps {
  onClick: () => void;
  scope?: Scope;
  /** Another reason why it cannot be done now. */
  barrier?: string | undefined;
  children: ReactNode;
}

/** A button of something that changes what is in force. Where it cannot be pressed it says why, by mouse and by keyboard. */
export function ActButton({ scope = 'act', barrier, onClick, children, ...rest }: ActButtonProps) {
  const missing = useBarrier(scope);
  const why = missing ?? barrier;
  const button = (
    <Button
      {...rest}
      {...(why ? { 'data-disabled': true, 'aria-disabled': true } : {})}
      onClick={why ? undefined : onClick}
    >
      {children}
    </Button>
  );
  return why ? (
    <Tooltip label={why} multiline maw={300} events={{ hover: true, focus: true, touch: true }}>
      {button}
    </Tooltip>
  ) : (
    button
  );
}

interface DialogProps {
  title: string;
  opened: boolean;
  onClose: () => void;
  /** What it is about to do, with its numbers. */
  children?: ReactNode;
  confirm: string;
  isGrave?: boolean;
  size?: string;
  /** What belongs into the audit trail; without it none is asked for. */
  reason?: string | null;
  barrier?: string | undefined;
  /** Stays open with what went wrong when it throws. */
  work: (reason: string) => Promise<unknown>;
}

/** Asks before something is done: says what follows, and takes the reason for the audit trail. */
export function ActDialog({
  title,
  opened,
  onClose,
  children,
  confirm,
  isGrave = false,
  size = 'md',
  reason: reasonHint = 'Why; it stands in the audit trail',
  barrier,
  work,
}: DialogProps) {
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const close = () => {
    if (busy) return;
    setError(undefined);
    onClose();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await work(reason.trim());
      setReason('');
      onClose();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  const failure = error === undefined ? undefined : asFailure(error);
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit} style={{ display: 'flex', flexDirection: 'column', gap: 12 }}>
        {children}
        {reasonHint === null ? null : (
          <Textarea
            label="Reason"
            description={reasonHint}
            required
            autosize
            minRows={2}
            maxLength={2000}
            data-autofocus
            value={reason}
            onChange={event => setReason(event.currentTarget.value)}
          />
        )}
        {failure ? (
          <Alert color="red" variant="light" title={<Said>{failure.message}</Said>} role="alert">
            <Said>{failure.mend}</Said>
          </Alert>
        ) : null}
        {barrier ? <p className="quiet">{barrier}</p> : null}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={close} disabled={busy}>
            Cancel
          </Button>
          <Button
            type="submit"
            color={isGrave ? 'red' : 'blue'}
            loading={busy}
            disabled={barrier !== undefined || (reasonHint !== null && reason.trim() === '')}
          >
            {confirm}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
