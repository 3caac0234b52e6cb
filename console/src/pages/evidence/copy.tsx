import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { Said } from '../../ui/said.tsx';
import style from './evidence.module.css';

/** A long text of signs that somebody takes elsewhere. */
export const Copy = ({ text, short }: { text: string; short?: string }) => (
  <span className={style.copy}>
    <span className="mono">
      <Said>{short ?? text}</Said>
    </span>
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <ActionIcon
          variant="subtle"
          size={20}
          color="gray"
          onClick={copy}
          aria-label={copied ? 'Copied' : 'Copy'}
          title={copied ? 'Copied' : 'Copy'}
        >
          {copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
        </ActionIcon>
      )}
    </CopyButton>
  </span>
);
