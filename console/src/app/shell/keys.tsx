import { Kbd, Modal } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { pages } from '../pages.ts';
import { useSettings } from '../settings.tsx';
import style from './shell.module.css';

/** How long after g its second key may come, in milliseconds. */
const TOGETHER = 1200;

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const others: [keys: string[], does: string][] = [
  [['Ctrl', 'K'], 'search or act'],
  [['/'], 'to the filter of a table'],
  [['↓', '↑'], 'through a table; also j and k'],
  [['Enter'], 'open the row'],
  [['u'], 'times in UTC or local time'],
  [['?'], 'these keys'],
];

/** Hears single keys, and says which there are. */
export function Keys({
  opened,
  onOpen,
  onClose,
}: {
  opened: boolean;
  onOpen: () => void;
  onClose: () => void;
}) {
  const navigate = useNavigate();
  const { toggleZone } = useSettings();
  const began = useRef(0);
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      if (document.querySelector('[role="dialog"]')) return;
      const { key } = event;
      const follows = Date.now() - began.current < TOGETHER;
      began.current = 0;
      const page = follows ? pages.find(({ keys }) => keys === key) : undefined;
      if (page) {
        event.preventDefault();
        navigate({ to: page.to as string });
      } else if (key === 'g') began.current = Date.now();
      else if (key === '?') onOpen();
      else if (key === 'u') toggleZone();
      else if (key === '/') {
        const filter = document.querySelector<HTMLInputElement>('[data-filter]');
        if (!filter) return;
        event.preventDefault();
        filter.focus();
      }
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [navigate, onOpen, toggleZone]);
  return (
    <Modal opened={opened} onClose={onClose} title="Keys" closeButtonProps={{ 'aria-label': 'Close' }}>
      <dl className={style.keys}>
        {[...others, ...pages.map(({ keys, name }): [string[], string] => [['g', keys], name])].map(
          ([keys, does]) => (
            <div key={does} style={{ display: 'contents' }}>
              <dt>
                {keys.map(key => (
                  <Kbd key={key} size="xs">
                    {key}
                  </Kbd>
                ))}
              </dt>
              <dd>{does}</dd>
            </div>
          ),
        )}
      </dl>
    </Modal>
  );
}
