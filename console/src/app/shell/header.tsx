import { ActionIcon, Button, Kbd, Menu, useMantineColorScheme } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import {
  IconKeyboard,
  IconMoon,
  IconSearch,
  IconSun,
  IconSunMoon,
  IconUserCircle,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { statusQuery } from '../../api/queries.ts';
import { span } from '../../text/time.ts';
import { Moment } from '../../ui/moment.tsx';
import { useSession } from '../session.ts';
import { useSettings } from '../settings.tsx';
import style from './shell.module.css';
import { useSignOut } from './sign-out.ts';

const schemes = { light: IconSun, dark: IconMoon, auto: IconSunMoon } as const;
const next = { auto: 'light', light: 'dark', dark: 'auto' } as const;
const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

export function Header({ onHelp }: { onHelp: () => void }) {
  const { zone, toggleZone } = useSettings();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { data: status } = useQuery(statusQuery);
  const session = useSession();
  const signOut = useSignOut();
  const Scheme = schemes[colorScheme];
  const last = status?.detection?.last;
  return (
    <header className={style.header}>
      <div className={style.place}>
        <span className="mono" title="The store">
          {status?.store ?? ''}
        </span>
        {last ? <span>· looked {span(Date.now() - Date.parse(last.at))} ago</span> : null}
        {status?.detection?.running_since ? <span>· looking now</span> : null}
      </div>
      <button type="button" className={style.search} onClick={spotlight.open}>
        <IconSearch size={14} aria-hidden="true" />
        <span>Search or act</span>
        <Kbd size="xs">{isMac ? '⌘' : 'Ctrl'} K</Kbd>
      </button>
      <Button
        variant="default"
        size="compact-sm"
        fz={12}
        onClick={toggleZone}
        title="Times are shown in this zone (u)"
        aria-label={`Times in ${zone === 'utc' ? 'UTC' : 'local time'}; change`}
      >
        {zone === 'utc' ? 'UTC' : 'Local'}
      </Button>
      <ActionIcon
        variant="default"
        size={28}
        onClick={() => setColorScheme(next[colorScheme])}
        aria-label={`Theme: ${colorScheme === 'auto' ? 'as the system' : colorScheme}; change`}
        title={`Theme: ${colorScheme === 'auto' ? 'as the system' : colorScheme}`}
      >
        <Scheme size={15} stroke={1.7} />
      </ActionIcon>
      <ActionIcon
        className={style.keyboard}
        variant="default"
        size={28}
        onClick={onHelp}
        aria-label="Keys"
        title="Keys (?)"
      >
        <IconKeyboard size={15} stroke={1.7} />
      </ActionIcon>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <Button
            variant="default"
            size="compact-sm"
            fz={12}
            className={style.user}
            leftSection={<IconUserCircle size={15} stroke={1.7} />}
            title={session?.name}
          >
            {session?.name}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <p className={style.who}>
            {session?.role ? (
              <>
                Signed in as <b>{session.role}</b>
              </>
            ) : (
              <>
                May <b>{session?.scopes.join(', ')}</b>
              </>
            )}
            <br />
            <span className="quiet">
              {session?.expires ? (
                <>
                  until <Moment at={session.expires} />
                </>
              ) : (
                'until the token is revoked'
              )}
            </span>
          </p>
          <Menu.Divider />
          <Menu.Item onClick={signOut}>Sign out</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </header>
  );
}
