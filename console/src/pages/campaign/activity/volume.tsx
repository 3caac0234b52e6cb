import { ActionIcon, Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { ActivityView } from '../../../api/types.ts';
import { useSettings } from '../../../app/settings.tsx';
import { cleanLine } from '../../../text/clean.ts';
import { compact, count, whole } from '../../../text/number.ts';
import { clockOf, moment } from '../../../text/time.ts';
import { Moment } from '../../../ui/moment.tsx';
import { Figure, Legend, Plot, seriesColour } from '../../../ui/plot/index.ts';
import type { Column } from '../../../ui/table.tsx';
import style from './activity.module.css';
import { stacked, stretchOf, wholeOf } from './stretch.ts';

interface Props {
  campaign: string;
  view: ActivityView;
  /** What of it is looked at, in milliseconds; without it all. */
  range?: [from: number, to: number] | undefined;
  onRange: (range: [from: number, to: number] | undefined) => void;
}

interface Row {
  at: number;
  values: number[];
  others: number;
  accounts: number;
}

const HOUR = 3_600_000;
/** The shortest stretch that can be looked at. */
const SHORTEST = 12 * HOUR;

/** What was sent over time, by model. */
export function Volume({ campaign, view, range, onRange }: Props) {
  const { zone } = useSettings();
  const [point, setPoint] = useState<number | null>(null);
  const whole_ = wholeOf(view);
  const [from, to] = range ?? whole_;
  const stretch = useMemo(() => stretchOf(view, from, to, clockOf(zone)), [view, from, to, zone]);
  const { times, step, models, others, accounts } = stretch;
  const series = useMemo(
    () =>
      stacked(models)
        .map((values, i) => ({
          name: models[i]!.model,
          colour: seriesColour(i),
          values,
          as: 'bars' as const,
        }))
        .reverse(),
    [models],
  );
  const rows = times.map(
    (at, i): Row => ({
      at,
      values: models.map(({ values }) => values[i]!),
      others: others[i]!,
      accounts: accounts[i]!,
    }),
  );
  const columns = useMemo(
    (): Column<Row>[] => [
      {
        id: 'at',
        name: step === HOUR ? 'Hour' : 'Day',
        width: '150px',
        value: row => new Date(row.at).toISOString(),
        cell: row => <Moment at={new Date(row.at).toISOString()} />,
      },
      ...models.map(
        ({ model }, i): Column<Row> => ({
          id: `model_${i}`,
          name: cleanLine(model),
          width: 'minmax(90px, 1fr)',
          isNumber: true,
          value: row => row.values[i],
          cell: row => whole(row.values[i]!),
        }),
      ),
      {
        id: 'accounts',
        name: step === HOUR ? 'Accounts' : 'Accounts, busiest hour',
        width: 'minmax(120px, 1fr)',
        isNumber: true,
        value: row => row.accounts,
        cell: row => whole(row.accounts),
      },
      {
        id: 'others',
        name: 'Everybody else',
        width: 'minmax(110px, 1fr)',
        isNumber: true,
        value: row => row.others,
        cell: row => whole(row.others),
      },
    ],
    [models, step],
  );
  const sums = models.map(({ values }) => values.reduce((a, b) => a + b, 0));
  const total = sums.reduce((a, b) => a + b, 0);
  const length = to - from;
  const show = (begin: number, size: number) => {
    const wide = Math.min(Math.max(size, SHORTEST), whole_[1] - whole_[0]);
    const start = Math.max(whole_[0], Math.min(begin, whole_[1] - wide));
    onRange(wide >= whole_[1] - whole_[0] ? undefined : [start, start + wide]);
  };
  const ways = [
    {
      name: 'Earlier',
      icon: IconChevronLeft,
      to: () => show(from - length / 2, length),
      isOff: from <= whole_[0],
    },
    {
      name: 'Later',
      icon: IconChevronRight,
      to: () => show(from + length / 2, length),
      isOff: to >= whole_[1],
    },
    {
      name: 'Closer',
      icon: IconZoomIn,
      to: () => show(from + length / 4, length / 2),
      isOff: length <= SHORTEST,
    },
    { name: 'Further', icon: IconZoomOut, to: () => show(from - length / 2, length * 2), isOff: !range },
  ];
  const under = point === null ? undefined : rows[point];
  return (
    <Figure
      title="Sent over time"
      about={`Exchanges by ${step === HOUR ? 'hour' : 'day'} and model. Draw over a stretch to look closer; up to eight days are shown by hours.`}
      name={`${campaign}-activity`}
      columns={columns}
      rows={rows}
      keyOf={row => String(row.at)}
      sort="at.asc"
      actions={
        <>
          {ways.map(({ name, icon: Icon, to, isOff }) => (
            <ActionIcon
              key={name}
              variant="default"
              size={28}
              aria-label={name}
              title={name}
              disabled={isOff}
              onClick={to}
            >
              <Icon size={15} />
            </ActionIcon>
          ))}
          <Button variant="default" disabled={!range} onClick={() => onRange(undefined)}>
            All
          </Button>
        </>
      }
    >
      <Legend
        of={models.map(({ model }, i) => ({
          name: model,
          colour: seriesColour(i),
          value: under ? whole(under.values[i]!) : compact(sums[i]!),
        }))}
      />
      <Plot
        label={`${count(total, 'exchange')} from ${moment(from, zone)} to ${moment(to, zone)}, by ${step === HOUR ? 'hour' : 'day'}: ${models.map(({ model }, i) => `${cleanLine(model)} ${whole(sums[i]!)}`).join(', ')}`}
        times={times}
        step={step}
        series={series}
        height={220}
        onZoom={(a, b) => show(a, b - a)}
        onPoint={setPoint}
      />
      <p className={`${style.place} quiet`}>
        {under
          ? `${moment(under.at, zone)}: ${count(
              under.values.reduce((a, b) => a + b, 0),
              'exchange',
            )} by ${step === HOUR ? '' : 'up to '}${count(under.accounts, 'account')}${step === HOUR ? '' : ' in an hour'}; everybody else ${whole(under.others)}`
          : `${moment(from, zone)} to ${moment(to, zone)}: ${count(total, 'exchange')}`}
      </p>
    </Figure>
  );
}
