import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { playQuery } from '../../api/range.ts';
import { count, percent, whole } from '../../text/number.ts';
import { Figures, Panel } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { Loaded, Waiting } from '../../ui/states.tsx';
import { AgainButton } from './again.tsx';
import { Known } from './known.tsx';
import { Planted } from './planted.tsx';
import style from './range.module.css';
import { type Step, type Story, sentenceOf, shareOf, storyOf } from './story.ts';
import { Transport } from './transport.tsx';

const Plots = lazy(() => import('./plots.tsx'));

export function Player({ id }: { id: string }) {
  const query = useQuery(playQuery(id));
  return <Loaded query={query}>{play => <Whole story={storyOf(play)} key={play.begun} />}</Loaded>;
}

/** Before the first step. */
const nothing: Step['truth'] = { harvest: 0, leaked: 0, stopped: 0, found: 0, harmed: 0 };

/** How long somebody rests at a step before the address says it, in milliseconds: browsers take no more than a few changes a second. */
const REST = 300;

function Whole({ story }: { story: Story }) {
  const { step: asked } = useSearch({ from: '/shell/range' });
  const navigate = useNavigate({ from: '/range' });
  /** Nothing: the newest, whatever comes. */
  const [chosen, setChosen] = useState<number | undefined>(asked);
  useEffect(() => setChosen(asked), [asked]);
  useEffect(() => {
    if (chosen === asked) return;
    const timer = setTimeout(() => {
      void navigate({
        search: { play: story.play.id, step: chosen },
        replace: true,
      });
    }, REST);
    return () => clearTimeout(timer);
  }, [chosen, asked, navigate, story.play.id]);

  const { world, steps, planted, play } = story;
  const at = Math.min(chosen ?? steps.length, steps.length);
  const step = steps[at - 1];
  const truth = step?.truth ?? nothing;
  const pick = useCallback(
    (iso: string) => {
      const next = steps.findIndex(({ at }) => at >= iso);
      setChosen(next === -1 ? steps.length : next + 1);
    },
    [steps],
  );
  const sentence = useMemo(() => sentenceOf(story), [story]);
  return (
    <>
      <p className={`${style.sentence} ${play.state === 'failed' ? style.failed : ''}`} role="status">
        {sentence}
      </p>
      {play.failure ? (
        <p className="quiet">
          <Said>{`${play.failure.message} (${play.failure.code}). ${play.failure.mend}`}</Said>
        </p>
      ) : null}
      {play.state === 'stopped' || play.state === 'failed' ? <AgainButton play={play} /> : null}
      {world ? (
        <>
          <Transport story={story} at={at} isLive={chosen === undefined} onMove={setChosen} />
          <Figures
            of={[
              {
                name: 'Harvest so far',
                value: whole(truth.harvest),
                note: `of ${whole(planted.exchanges)} exchanges in all`,
              },
              {
                name: 'Leaked',
                value: <span className={style.leaked}>{whole(truth.leaked)}</span>,
                note: `${shareOf(truth.leaked, truth)}: sent before its account was found`,
              },
              {
                name: 'Stopped',
                value: <span className={style.stopped}>{whole(truth.stopped)}</span>,
                note: `${shareOf(truth.stopped, truth)}: sent after it was found`,
              },
              {
                name: 'Accounts found',
                value: `${whole(truth.found)} of ${whole(planted.accounts)}`,
                note: step?.found.length
                  ? `${whole(step.found.length)} of them at this step`
                  : 'of those that harvest',
              },
              {
                name: 'Bystanders harmed',
                value: <span className={truth.harmed ? style.leaked : undefined}>{whole(truth.harmed)}</span>,
                note: truth.harmed
                  ? `${count(truth.harmed, 'account')} that harvest nothing`
                  : 'nobody who did nothing was accused',
              },
            ]}
          />
          <Panel
            title="All traffic"
            about={`What a provider sees: ${count(world.exchanges, 'exchange')} of ${count(world.accounts, 'account')}${planted.exchanges ? `. The harvest is ${percent(planted.exchanges / world.exchanges)} of it, in colour; only the truth tells it apart` : ''}.`}
          >
            <Suspense fallback={<Waiting />}>
              <Plots story={story} step={step} onPick={pick} />
            </Suspense>
          </Panel>
          <Known story={story} step={step} at={at} />
          <Planted story={story} world={world} />
        </>
      ) : play.state === 'running' ? (
        <progress
          className={style.making}
          aria-label="Making the traffic"
          value={story.day?.day ?? 0}
          max={story.day?.days ?? 1}
        />
      ) : null}
    </>
  );
}
