import { describe, expect, it } from 'vitest';
import { PLAY, recording } from '../../../testing/play.ts';
import type { PlayLine, RecordedPlay } from '../../api/types.ts';
import { say, turned } from './dials.ts';
import { sentenceOf, storyOf } from './story.ts';

const played = (recorded: PlayLine[], state: RecordedPlay['state'] = 'finished'): RecordedPlay => ({
  id: PLAY,
  state,
  begun: '2026-06-01T00:00:00.000Z',
  settings: { ...(recorded[0] as Extract<PlayLine, { kind: 'begun' }>).settings },
  lines: recorded.length,
  steps: { done: 0, of: null },
  truth: null,
  score: null,
  failure: null,
  from: 0,
  recorded,
});
const whole = recording();
/** The same with other steps. */
const changed = (change: (step: Extract<PlayLine, { kind: 'step' }>) => object): PlayLine[] =>
  whole.map(line => (line.kind === 'step' ? { ...line, ...change(line) } : line));
const says = (...given: Parameters<typeof played>) => sentenceOf(storyOf(played(...given)));

describe('a play in a sentence', () => {
  it('says when it was found, what had leaked, and who else', () => {
    expect(says(whole)).toBe(
      'Found on day 2 after 50% of the harvest; 50% leaked in all. 12 of 12 accounts, and nobody else.',
    );
    const harmed = changed(step => ({ truth: { ...step.truth, harmed: 2 } }));
    expect(says(harmed)).toContain('and 2 accounts that did nothing.');
  });

  it('says so where nothing was found, or nothing is to be found', () => {
    const missed = changed(step => ({
      found: [],
      campaigns: [],
      truth: { ...step.truth, found: 0, leaked: step.truth.harvest, stopped: 0 },
    }));
    expect(says(missed)).toBe('Not found within 3 days: all of the harvest leaked. Nobody was harmed.');
    const innocent = missed.map(line =>
      line.kind === 'world' ? { ...line, harvest: line.harvest.map(() => 0) } : line,
    );
    expect(says(innocent)).toBe('Nobody harvested, and nobody was accused.');
  });

  it('says how far it is', () => {
    expect(says(whole.slice(0, 1), 'running')).toBe('Making the traffic.');
    expect(says(whole.slice(0, 4), 'running')).toMatch(
      /12 accounts harvest among 300 others.*step 2 of 6, day 1/,
    );
    expect(says(whole.slice(0, 1), 'stopped')).toBe('It was broken off while its traffic was made.');
    expect(says(whole.slice(0, 4), 'stopped')).toContain('at step 2 of 6');
  });
});

it('counts the harvest by hour as the steps tell it', () => {
  const { leaked, stopped, finds } = storyOf(played(whole));
  expect([leaked.slice(0, 36), stopped.slice(36)].flat().every(n => n === 10)).toBe(true);
  expect([leaked.length, finds]).toEqual([72, [3]]);
});

it('turns a dial as the range does', () => {
  const dial = { name: 'variants', about: '', min: 1, max: 1e5, whole: true, log: true, on: null };
  expect([0, 0.5, 1].map(x => turned({ ...dial, none: 1, full: 1000 }, x))).toEqual([1, 32, 1000]);
  const relay = {
    ...dial,
    name: 'relayShare',
    none: 0,
    full: 0.01,
    whole: false,
    on: { mild: 0.5, full: 0.01 },
  };
  expect([0, 1].map(x => say(relay, turned(relay, x)))).toEqual(['0%', '1%']);
});
