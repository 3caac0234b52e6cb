import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { Zone } from '../text/time.ts';

const KEY = 'stillwatch:zone';

interface Settings {
  zone: Zone;
  toggleZone(): void;
}

const SettingsContext = createContext<Settings | null>(null);

/** What somebody chose on this machine; nothing of it leaves it. */
export function SettingsProvider({ children }: { children: ReactNode }) {
  const [zone, setZone] = useState<Zone>(() => (localStorage.getItem(KEY) === 'local' ? 'local' : 'utc'));
  const value = useMemo(
    () => ({
      zone,
      toggleZone: () => {
        const next = zone === 'utc' ? 'local' : 'utc';
        localStorage.setItem(KEY, next);
        setZone(next);
      },
    }),
    [zone],
  );
  return <SettingsContext value={value}>{children}</SettingsContext>;
}

export const useSettings = (): Settings => useContext(SettingsContext)!;
