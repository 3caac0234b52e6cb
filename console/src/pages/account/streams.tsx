import { Link } from '@tanstack/react-router';
import type { AccountTraffic } from '../../api/types.ts';
import { cleanLine } from '../../text/clean.ts';
import { compact, count, percent, whole } from '../../text/number.ts';
import { Bar } from '../../ui/bar.tsx';
import { Export } from '../../ui/export.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Panel } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import style from './account.module.css';

type Stream = AccountTraffic['streams'][number];

/** Its traffic taken apart by what sent it: one program with one set of instructions and tools is one stream. */
export function Streams({ account, streams }: { account: string; streams: readonly Stream[] }) {
  const within = streams.filter(({ campaign }) => campaign !== null).length;
  return (
    <Panel
      title="Streams"
      about={
        streams.length
          ? `Its traffic by client, system prompt and tools. ${
              within === 0
                ? 'None of it belongs to a campaign.'
                : `Of ${count(streams.length, 'stream')} ${whole(within)} ${within === 1 ? 'belongs' : 'belong'} to a campaign.`
            }`
          : 'It has sent nothing that is stored.'
      }
      actions={<Export name={`${fileOf(account)}-streams`} columns={columns} rows={streams} />}
      flush={streams.length > 0}
    >
      {streams.length ? (
        <Table
          label="Streams"
          columns={columns}
          rows={streams}
          keyOf={row =>
            JSON.stringify([
              row.first,
              row.last,
              row.user_agent,
              row.ja4,
              row.system,
              row.tools,
              row.exchanges,
            ])
          }
          sort="exchanges.desc"
          height={Math.min(380, 60 + streams.length * 44)}
          rowHeight={44}
        />
      ) : null}
    </Panel>
  );
}

export const fileOf = (account: string): string => account.replace(/[^\w-]/g, '_').slice(0, 60);

const modelsOf = ({ models }: Stream): string =>
  Object.entries(models)
    .sort(([, a], [, b]) => b - a)
    .map(([model]) => model)
    .join(', ');
const shapeOf = ({ system, tools, standalone, exchanges }: Stream): string =>
  [
    system ? 'system prompt' : 'no system prompt',
    tools ? 'tools' : '',
    exchanges ? `${percent(standalone / exchanges)} stand alone` : '',
  ]
    .filter(Boolean)
    .join(', ');

const columns: Column<Stream>[] = [
  {
    id: 'exchanges',
    name: 'Exchanges',
    width: '92px',
    isNumber: true,
    value: row => row.exchanges,
    cell: row => whole(row.exchanges),
  },
  {
    id: 'campaign',
    name: 'Of a campaign',
    width: '124px',
    value: row => row.campaign ?? '',
    cell: ({ campaign, of_campaign, exchanges }) =>
      campaign ? (
        <span className={style.two}>
          <Link to="/campaigns/$id" params={{ id: campaign }}>
            <Said>{campaign}</Said>
          </Link>
          <Bar share={of_campaign / exchanges} label={`${percent(of_campaign / exchanges)} of it`} />
        </span>
      ) : (
        <Tag>ordinary</Tag>
      ),
  },
  {
    id: 'user_agent',
    name: 'Client',
    width: 'minmax(160px, 1.2fr)',
    value: row => row.user_agent,
    cell: row => (
      <span className={style.two}>
        <Said>{row.user_agent || 'says nothing of itself'}</Said>
        <small className="mono quiet">
          <Said>{row.ja4}</Said>
        </small>
      </span>
    ),
  },
  {
    id: 'shape',
    name: 'Requests',
    width: 'minmax(150px, 1fr)',
    order: false,
    value: shapeOf,
    cell: row => (
      <span className={`${style.wrap} quiet`} title={shapeOf(row)}>
        {shapeOf(row)}
      </span>
    ),
  },
  {
    id: 'models',
    name: 'Models',
    width: 'minmax(100px, 1fr)',
    value: modelsOf,
    cell: row => (
      <span className={style.wrap} title={cleanLine(modelsOf(row))}>
        <Said>{modelsOf(row)}</Said>
      </span>
    ),
  },
  {
    id: 'networks',
    name: 'Networks',
    width: '80px',
    isNumber: true,
    value: row => row.networks,
    cell: row => whole(row.networks),
  },
  {
    id: 'output_tokens',
    name: 'Tokens out',
    width: '88px',
    isNumber: true,
    value: row => row.output_tokens,
    cell: row => compact(row.output_tokens),
  },
  {
    id: 'first',
    name: 'First',
    width: '136px',
    value: row => row.first,
    cell: row => <Moment at={row.first} />,
  },
  { id: 'last', name: 'Last', width: '146px', value: row => row.last, cell: row => <Moment at={row.last} /> },
];
