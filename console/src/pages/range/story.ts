import type { PlayLineOf, RecordedPlay } from '../../api/types.ts';
import { count, percent } from '../../text/number.ts';

export type World = PlayLineOf<'world'>;
export type Step = PlayLineOf<'step'>;

/** A recording, sorted for who looks at it. */
export interface Story {
  play: RecordedPlay;
  /** Of the making of the world, while nothing else is known. */
  day: PlayLineOf<'day'> | undefined;
  world: World | undefined;
  steps: readonly Step[];
  /** How many there will be; 0 while that is not known. */
  all: number;
  end: PlayLineOf<'end'> | undefined;
  /** Who harvests, and how much in all. */
  planted: { accounts: number; exchanges: number };
  /** Harvest by hour: sent before its account was found, and after; as far as there are steps. */
  leaked: readonly number[];
  stopped: readonly number[];
  /** Steps at which somebody was found, from 1. */
  finds: readonly number[];
}

export function storyOf(play: RecordedPlay): Story {
  const steps: Step[] = [];
  let day: Story['day'];
  let world: Story['world'];
  let end: Story['end'];
  for (const line of play.recorded) {
    if (line.kind === 'step') steps.push(line);
    else if (line.kind === 'day') day = line;
    else if (line.kind === 'world') world = line;
    else if (line.kind === 'end') end = line;
  }
  const campaigns = Object.values(world?.groups ?? {}).filter(({ kind }) => kind === 'campaign');
  const hours = world?.traffic.length ?? 0;
  return {
    play,
    day,
    world,
    steps,
    all: steps.at(-1)?.steps ?? 0,
    end,
    planted: {
      accounts: campaigns.reduce((sum, { accounts }) => sum + accounts, 0),
      exchanges: world?.harvest.reduce((a, b) => a + b, 0) ?? 0,
    },
    leaked: byHour(steps, 'leaked', hours),
    stopped: byHour(steps, 'stopped', hours),
    finds: steps.filter(({ found }) => found.length > 0).map(({ step }) => step),
  };
}

function byHour(steps: readonly Step[], what: 'leaked' | 'stopped', hours: number): number[] {
  const all = new Array<number>(hours).fill(0);
  for (const { hours } of steps) for (const [i, n] of hours[what].entries()) all[hours.from + i]! += n;
  return all;
}

/** Which day of the world a time lies in, from 1. */
export const dayOf = ({ from }: World, at: string): number =>
  Math.max(1, Math.ceil((Date.parse(at) - Date.parse(from)) / 86_400_000));

/** Shares of the harvest up to a step. */
export const shareOf = (n: number, { harvest }: Step['truth']): string => percent(harvest ? n / harvest : 0);

/** What there is to say of it now, in a sentence. */
export function sentenceOf(story: Story): string {
  const { play, day, world, steps, all, planted } = story;
  const last = steps.at(-1);
  if (play.state === 'failed') return 'It could not be played to its end.';
  if (play.state === 'stopped' && !world) return 'It was broken off while its traffic was made.';
  if (play.state === 'stopped')
    return `It was broken off at step ${steps.length}${all ? ` of ${all}` : ''}. What was seen until then stands here; play it again to see the rest.`;
  if (!world) return day ? `Making the traffic: day ${day.day} of ${day.days}.` : 'Making the traffic.';
  const who = planted.accounts
    ? `${count(planted.accounts, 'account')} harvest among ${count(world.accounts - planted.accounts, 'other')}`
    : `Nobody harvests among ${count(world.accounts, 'account')}`;
  if (play.state === 'running')
    return `${who}. The clock moves on: ${last ? `step ${last.step} of ${all}, day ${dayOf(world, last.at)}` : 'the first look'} …`;
  if (!last) return `${who}.`;
  return verdictOf(story, world, last);
}

function verdictOf({ steps, finds, planted, end }: Story, world: World, last: Step): string {
  const { found, harmed } = last.truth;
  const others = harmed ? `${count(harmed, 'account')} that did nothing` : 'nobody else';
  if (planted.exchanges === 0)
    return `Nobody harvested, and ${harmed ? `${count(harmed, 'account')} would have been contained for nothing` : 'nobody was accused'}.`;
  const first = steps[(finds[0] ?? 0) - 1];
  if (!first)
    return `Not found within ${count(dayOf(world, last.at), 'day')}: all of the harvest leaked. Nobody was harmed.`;
  const before = first.truth.harvest / planted.exchanges;
  const leaked = end ? `; ${percent(end.score.leaked)} leaked in all` : '';
  return `Found on day ${dayOf(world, first.at)} after ${percent(before)} of the harvest${leaked}. ${found} of ${count(planted.accounts, 'account')}, and ${others}.`;
}
