import { NumberInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type CSSProperties, useState } from 'react';
import { api, told } from '../../api/client.ts';
import { scenariosQuery } from '../../api/range.ts';
import type { Choices, Dial, Play } from '../../api/types.ts';
import { compact, whole } from '../../text/number.ts';
import { ActButton } from '../../ui/act.tsx';
import { Panel } from '../../ui/page.tsx';
import { Failed, Loaded } from '../../ui/states.tsx';
import { say, scenarioWords, turned, words } from './dials.ts';
import style from './range.module.css';

interface Props {
  plays: readonly Play[];
  onPlay: (id: string) => void;
}

/** Chooses a scenario and its adversary, and plays it. */
export function Setup(props: Props) {
  const query = useQuery(scenariosQuery);
  return <Loaded query={query}>{choices => <Form choices={choices} {...props} />}</Loaded>;
}

/** About so many exchanges does an ordinary account send in a day. */
const A_DAY = 6;
/** What a newcomer sees: made and looked through in a minute or two. */
const FIRST = 'demo';

/** Those that there are words for first, in their order. */
const inOrder = (scenarios: Choices['scenarios']) => {
  const names = Object.keys(scenarioWords);
  const rank = ({ name }: { name: string }) => (names.includes(name) ? names.indexOf(name) : names.length);
  return scenarios.toSorted((a, b) => rank(a) - rank(b));
};

function Form({ choices: { scenarios, dials, most }, plays, onPlay }: Props & { choices: Choices }) {
  const of = (name: string) => scenarios.find(one => one.name === name) ?? scenarios[0]!;
  const sizesOf = (name: string) => {
    const { accounts, campaign_accounts, exchanges_per_account, days } = of(name);
    return { accounts, campaign_accounts, exchanges_per_account, days, every_hours: 12, seed: 1 };
  };
  const [scenario, setScenario] = useState(FIRST);
  const [sizes, setSizes] = useState(() => sizesOf(FIRST));
  const [turns, setTurns] = useState<Record<string, number>>({});
  const client = useQueryClient();
  const running = plays.find(({ state }) => state === 'running');
  const start = useMutation({
    mutationFn: () => {
      const values = dials.flatMap(dial => {
        const x = turns[dial.name] ?? 0;
        return x ? [[dial.name, turned(dial, x)] as const] : [];
      });
      const { exchanges_per_account: each, ...rest } = sizes;
      return told(
        api.POST('/v1/range/plays', {
          body: {
            scenario,
            ...rest,
            ...(sizes.campaign_accounts
              ? { exchanges_per_account: each, dials: Object.fromEntries(values) }
              : {}),
          },
        }),
      );
    },
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['range', 'plays'] });
      onPlay(id);
    },
  });
  const number = (name: keyof typeof sizes, label: string, description: string, min: number, max: number) => (
    <NumberInput
      label={label}
      description={description}
      min={min}
      max={max}
      clampBehavior="blur"
      thousandSeparator=","
      value={sizes[name]}
      onChange={value => typeof value === 'number' && setSizes(before => ({ ...before, [name]: value }))}
    />
  );
  const exchanges =
    sizes.accounts * sizes.days * A_DAY + sizes.campaign_accounts * sizes.exchanges_per_account;
  const steps = Math.round((sizes.days * 24) / Math.max(1, sizes.every_hours));
  return (
    <form
      className={style.setup}
      onSubmit={event => {
        event.preventDefault();
        start.mutate();
      }}
    >
      <Panel title="Scenario" about="What world it is made up of. Nothing in it is real.">
        <div className={style.scenarios} role="radiogroup" aria-label="Scenario">
          {inOrder(scenarios).map(({ name, about }) => (
            <label key={name} className={style.scenario}>
              <input
                type="radio"
                name="scenario"
                value={name}
                checked={scenario === name}
                onChange={() => {
                  setScenario(name);
                  setSizes(sizesOf(name));
                }}
              />
              <span>
                <b>{name}</b>
                <span className="quiet">{scenarioWords[name] ?? about}</span>
              </span>
            </label>
          ))}
        </div>
        <div className={style.sizes}>
          {number(
            'accounts',
            'Ordinary accounts',
            `at most ${whole(most['accounts'] ?? 0)}`,
            1,
            most['accounts'] ?? 1,
          )}
          {number(
            'campaign_accounts',
            'Campaign accounts',
            'of one operator; 0: none',
            0,
            most['campaign_accounts'] ?? 1,
          )}
          {number('exchanges_per_account', 'Harvest of each', 'exchanges in all', 1, 10_000)}
          {number('days', 'Days', `at most ${most['days'] ?? 0}`, 1, most['days'] ?? 1)}
          {number('every_hours', 'A look every', 'hours', 1, 168)}
          {number('seed', 'Seed', 'another seed, another world', 0, 999_999_999)}
        </div>
      </Panel>
      {sizes.campaign_accounts > 0 ? (
        <Panel
          title="The operator's evasion"
          about="All the way to the left is off: the plain campaign. To the right it gets harder to find. Evasions combine."
        >
          <div className={style.dials}>
            {dials.map(dial => (
              <DialRow
                key={dial.name}
                dial={dial}
                x={turns[dial.name] ?? 0}
                onTurn={x => setTurns(before => ({ ...before, [dial.name]: x }))}
              />
            ))}
          </div>
        </Panel>
      ) : null}
      {start.isError ? <Failed error={start.error} /> : null}
      <div className={style.start}>
        <ActButton
          size="sm"
          loading={start.isPending}
          barrier={running ? 'Another play runs, and there is one at a time.' : undefined}
          onClick={() => start.mutate()}
        >
          Play it
        </ActButton>
        <span className="quiet">
          About {compact(exchanges)} exchanges, {steps} looks. It runs in a process of its own, beside your
          data.
        </span>
        {running ? (
          <Link to="/range" search={{ play: running.id }}>
            See the one that runs
          </Link>
        ) : plays.length ? (
          <Link to="/range" search={{}}>
            Back
          </Link>
        ) : null}
      </div>
    </form>
  );
}

function DialRow({ dial, x, onTurn }: { dial: Dial; x: number; onTurn: (x: number) => void }) {
  const value = x ? say(dial, turned(dial, x)) : 'off';
  const isSwitch = words[dial.name]?.unit === 'switch';
  const title = words[dial.name]?.title ?? dial.name;
  return (
    <div className={style.dial}>
      <div>
        <b>{title}</b>
        <p>{words[dial.name]?.does ?? dial.about}</p>
      </div>
      <input
        type="range"
        className={style.slider}
        style={{ '--known': `${100 * x}%` } as CSSProperties}
        min={0}
        max={1}
        step={isSwitch ? 1 : 0.05}
        value={x}
        aria-label={title}
        aria-valuetext={value}
        onChange={event => onTurn(Number(event.currentTarget.value))}
      />
      <span className={x ? style.turned : 'quiet'}>{value}</span>
    </div>
  );
}
