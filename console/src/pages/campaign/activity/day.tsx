import { useMemo, useState } from 'react';
import type { ActivityView } from '../../../api/types.ts';
import { useSettings } from '../../../app/settings.tsx';
import { percent, whole } from '../../../text/number.ts';
import { clockOf, moment } from '../../../text/time.ts';
import { Figure, Legend } from '../../../ui/plot/index.ts';
import type { Column } from '../../../ui/table.tsx';
import style from './activity.module.css';
import { Heat, type Place } from './heat.tsx';
import { Profile } from './profile.tsx';
import { difference, rhythmOf, sumOf } from './rhythm.ts';

interface Row {
  hour: number;
  own: number;
  ownShare: number;
  others: number;
  othersShare: number;
}

const number = (id: keyof Row, name: string, write: (value: number) => string): Column<Row> => ({
  id,
  name,
  width: 'minmax(110px, 1fr)',
  isNumber: true,
  value: row => row[id],
  cell: row => write(row[id]),
});
const clockTime = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
const columns: Column<Row>[] = [
  {
    id: 'hour',
    name: 'Hour of the day',
    width: '140px',
    value: row => row.hour,
    cell: row => clockTime(row.hour),
  },
  number('own', 'Campaign', whole),
  number('ownShare', 'of all it sends', percent),
  number('others', 'Everybody else', whole),
  number('othersShare', 'of all they send', percent),
];

/** The day's rhythm beside everybody else's. */
export function Day({ campaign, view }: { campaign: string; view: ActivityView }) {
  const { zone } = useSettings();
  const [place, setPlace] = useState<Place | null>(null);
  const { clock, own, others, differs } = useMemo(() => {
    const clock = clockOf(zone);
    const own = rhythmOf(view.from, sumOf(view), clock);
    const others = rhythmOf(view.from, view.others, clock);
    return { clock, own, others, differs: difference(own, others) };
  }, [view, zone]);
  const rows = own.byHour.map(
    (n, hour): Row => ({
      hour,
      own: n,
      ownShare: own.total ? n / own.total : 0,
      others: others.byHour[hour]!,
      othersShare: others.total ? others.byHour[hour]! / others.total : 0,
    }),
  );
  const said = (of: typeof own) => {
    const value = of.cells[place!.day * 24 + place!.hour]!;
    return Number.isNaN(value)
      ? 'not looked at'
      : `${whole(value)}, ${percent(value / (of.most || 1))} of its busiest hour`;
  };
  return (
    <Figure
      title="The day's rhythm"
      about="Each is drawn against its own busy hours, so that what is compared is when, not how much."
      name={`${campaign}-rhythm`}
      columns={columns}
      rows={rows}
      keyOf={row => String(row.hour)}
      sort="hour.asc"
    >
      {differs ? (
        <div className={style.says}>
          <p className={style.first}>{differs.says[0]}</p>
          <p className="quiet">{differs.says.slice(1).join(' ')}</p>
        </div>
      ) : (
        <p>Nobody else sent anything in this time: there is nothing to hold its day against.</p>
      )}
      <div className={style.maps}>
        <div>
          <Legend of={[{ name: 'Campaign', colour: 'series-1' }]} />
          <Heat
            label={`Campaign, hour by hour of ${own.days.length} days; its busiest hour has ${whole(own.most)} exchanges. As a table: the button above.`}
            of={own}
            colour="series-1"
            clock={clock}
            place={place}
            onPlace={setPlace}
          />
        </div>
        <div>
          <Legend of={[{ name: 'Everybody else', colour: 'series-2' }]} />
          <Heat
            label={`Everybody else, hour by hour of ${others.days.length} days; their busiest hour has ${whole(others.most)} exchanges. As a table: the button above.`}
            of={others}
            colour="series-2"
            clock={clock}
            place={place}
            onPlace={setPlace}
          />
        </div>
      </div>
      <p className={`${style.place} quiet num`}>
        {place
          ? `${moment(own.days[place.day]!, zone).slice(0, 10)} ${clockTime(place.hour)}: campaign ${said(own)}; everybody else ${said(others)}`
          : 'Point at an hour to read it.'}
      </p>
      <h3 className={style.small}>All days together</h3>
      <Profile own={own.byHour} others={others.byHour} />
    </Figure>
  );
}
