import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipBack,
  IconPlayerTrackNext,
  IconPlayerTrackPrev,
} from '@tabler/icons-react';
import { type CSSProperties, type KeyboardEvent, useEffect, useState } from 'react';
import { useSettings } from '../../app/settings.tsx';
import { count } from '../../text/number.ts';
import { moment } from '../../text/time.ts';
import { Moment } from '../../ui/moment.tsx';
import style from './range.module.css';
import { dayOf, type Story, shareOf } from './story.ts';

/** Steps a second. */
const speeds = ['1', '2', '5', '10'];

interface Props {
  story: Story;
  /** 0: before the first step. */
  at: number;
  /** It goes along with what comes. */
  isLive: boolean;
  /** Without a step: to the newest, and on with it. */
  onMove: (step: number | undefined) => void;
}

/** Moves through the steps: by hand, by keyboard, or by itself. */
export function Transport({ story, at, isLive, onMove }: Props) {
  const { steps, all, world, play, finds } = story;
  const { zone } = useSettings();
  const [plays, setPlays] = useState(false);
  const [speed, setSpeed] = useState('2');
  const done = steps.length;
  const runs = play.state === 'running';
  const ends = at >= done && !runs;
  useEffect(() => {
    if (!plays) return;
    if (ends) {
      setPlays(false);
      return;
    }
    // Where it has caught up with what is there, it waits.
    if (at >= done) return;
    const timer = setTimeout(() => onMove(at + 1), 1000 / Number(speed));
    return () => clearTimeout(timer);
  }, [plays, ends, at, done, speed, onMove]);
  const move = (to: number) => {
    setPlays(false);
    onMove(Math.max(0, Math.min(done, to)));
  };
  const toggle = () => {
    if (!plays && ends) onMove(0);
    setPlays(!plays);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== ' ') return;
    event.preventDefault();
    toggle();
  };
  const step = steps[at - 1];
  const length = Math.max(1, all || done);
  const when = step ? `day ${dayOf(world!, step.at)}, ${moment(step.at, zone)}` : 'the beginning';
  const says = step
    ? `${when}: of the harvest ${shareOf(step.truth.leaked, step.truth)} leaked, ${step.truth.found} accounts found`
    : when;
  return (
    <div className={style.transport}>
      <div className={style.buttons}>
        <ActionIcon variant="default" size={30} aria-label="To the beginning" onClick={() => move(0)}>
          <IconPlayerSkipBack size={15} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={30}
          aria-label="One step back"
          disabled={at === 0}
          onClick={() => move(at - 1)}
        >
          <IconPlayerTrackPrev size={15} />
        </ActionIcon>
        <ActionIcon
          variant="filled"
          size={34}
          aria-label={plays ? 'Pause' : 'Play'}
          disabled={done === 0}
          onClick={toggle}
        >
          {plays ? <IconPlayerPauseFilled size={16} /> : <IconPlayerPlayFilled size={16} />}
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={30}
          aria-label="One step on"
          disabled={at >= done}
          onClick={() => move(at + 1)}
        >
          <IconPlayerTrackNext size={15} />
        </ActionIcon>
        <SegmentedControl
          size="xs"
          aria-label="Steps a second"
          value={speed}
          onChange={setSpeed}
          data={speeds.map(value => ({ value, label: `${value}×` }))}
        />
        <span className={style.when}>
          {step ? (
            <>
              <b>Day {dayOf(world!, step.at)}</b> <Moment at={step.at} />
            </>
          ) : (
            <b>The beginning</b>
          )}
          <span className="quiet">
            {' '}
            step {at} of {length}
          </span>
        </span>
        {finds.length ? (
          <Button variant="default" size="compact-sm" fz={12} onClick={() => move(finds[0]!)}>
            Where it was found
          </Button>
        ) : null}
        {runs && !isLive ? (
          <Button
            variant="default"
            size="compact-sm"
            fz={12}
            onClick={() => {
              setPlays(false);
              onMove(undefined);
            }}
          >
            Go along with it
          </Button>
        ) : null}
        {runs && isLive ? <span className={style.live}>live: {count(done, 'step')} so far</span> : null}
      </div>
      <div className={style.track} style={{ '--known': `${(100 * done) / length}%` } as CSSProperties}>
        <input
          type="range"
          className={style.slider}
          min={0}
          max={length}
          step={1}
          value={at}
          aria-label="Step of the replay"
          aria-valuetext={says}
          onKeyDown={onKeyDown}
          onChange={event => move(Number(event.currentTarget.value))}
        />
        {finds.map(find => (
          <i
            key={find}
            className={style.find}
            style={{ left: `calc(8px + (100% - 16px) * ${find / length})` }}
          />
        ))}
      </div>
    </div>
  );
}
