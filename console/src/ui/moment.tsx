import { useSettings } from '../app/settings.tsx';
import { moment } from '../text/time.ts';

/** A time, by the clock that the reader chose; the other is a hover away. */
export function Moment({ at }: { at: string | null | undefined }) {
  const { zone } = useSettings();
  if (!at) return <span className="quiet">–</span>;
  const other = zone === 'utc' ? 'local' : 'utc';
  return (
    <time
      className="num"
      dateTime={at}
      title={`${moment(at, other)} ${other === 'utc' ? 'UTC' : 'by the clock of this machine'}`}
    >
      {moment(at, zone)}
    </time>
  );
}
