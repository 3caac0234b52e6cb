import { useSettings } from '../app/settings.tsx';
import { moment } from '../text/time.ts';

/** A time, by the clock that the reader chose; the other is a hover away. `isDay`: its day alone, where room is scarce. */
export function Moment({ at, isDay = false }: { at: string | null | undefined; isDay?: boolean }) {
  const { zone } = useSettings();
  if (!at) return <span className="quiet">–</span>;
  const other = zone === 'utc' ? 'local' : 'utc';
  return (
    <time
      className="num"
      dateTime={at}
      title={`${isDay ? `${moment(at, zone)}; ` : ''}${moment(at, other)} ${other === 'utc' ? 'UTC' : 'by the clock of this machine'}`}
    >
      {moment(at, zone).slice(0, isDay ? 10 : undefined)}
    </time>
  );
}
