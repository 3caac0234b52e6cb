import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { playsQuery } from '../../api/range.ts';
import type { Play } from '../../api/types.ts';
import { cleanLine } from '../../text/clean.ts';
import { whole } from '../../text/number.ts';
import { Page } from '../../ui/page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Player } from './player.tsx';
import { RemoveButton } from './remove.tsx';
import { Setup } from './setup.tsx';

const about = 'Here the truth is known: see when a hidden operator is found, and what had leaked.';

export function RangePage() {
  const query = useQuery(playsQuery);
  return <Loaded query={query}>{plays => <Whole plays={plays} />}</Loaded>;
}

/** scenario, seed 1: what tells plays apart. */
const nameOf = ({ settings, state }: Play): string => {
  const turned = Object.keys(settings.dials).length;
  return `${cleanLine(settings.scenario)}, seed ${settings.seed}, ${whole(settings.accounts)} accounts${turned ? `, ${turned} turned` : ''}${state === 'finished' ? '' : `, ${state}`}`;
};

function Whole({ plays }: { plays: readonly Play[] }) {
  const search = useSearch({ from: '/shell/range' });
  const navigate = useNavigate({ from: '/range' });
  const open = (play: string) => navigate({ search: { play } });
  if (search.new || (plays.length === 0 && !search.play))
    return (
      <Page title="Range" about={about}>
        <Setup plays={plays} onPlay={open} />
      </Page>
    );
  const id = search.play ?? (plays.find(({ state }) => state === 'running') ?? plays[0])!.id;
  const play = plays.find(one => one.id === id);
  return (
    <Page
      title="Range"
      about={about}
      actions={
        <>
          <Select
            aria-label="Which play"
            w={300}
            allowDeselect={false}
            value={id}
            data={[
              ...plays.map(one => ({ value: one.id, label: nameOf(one) })),
              ...(play ? [] : [{ value: id, label: cleanLine(id) }]),
            ]}
            onChange={value => value && open(value)}
          />
          {play ? <RemoveButton play={play} onDone={() => navigate({ search: {} })} /> : null}
          <Button onClick={() => navigate({ search: { new: true } })}>Play another</Button>
        </>
      }
    >
      {play || !search.play ? (
        <Player key={id} id={id} />
      ) : (
        <Empty
          title="There is no such play any more"
          action={
            <Link to="/range" search={{ new: true }}>
              Play one
            </Link>
          }
        >
          It was removed, or is of another installation.
        </Empty>
      )}
    </Page>
  );
}
