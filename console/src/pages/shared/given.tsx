import type { Partner, SharedIn } from '../../api/types.ts';
import { compact, count, percent, whole } from '../../text/number.ts';
import { Bar } from '../../ui/bar.tsx';
import { countColumn, momentColumn, saidColumn } from '../../ui/columns.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Panel } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { kindsOf, sumOf } from './kinds.ts';

type Bundle = Partner['bundles'][number] & { partner: string };

/** Who gives something, how often they were right, and where it is fetched from. */
export function Partners({ of: { partners, feeds } }: { of: SharedIn }) {
  const columns: Column<Partner>[] = [
    saidColumn('partner', 'Partner', 'minmax(120px, 1fr)'),
    {
      id: 'keys',
      name: 'Signed by',
      width: '130px',
      value: row => row.keys.join(' '),
      cell: row => (
        <>
          {row.keys.length ? <span title={row.keys.join('\n')}>{count(row.keys.length, 'key')}</span> : null}{' '}
          {row.unsigned ? <Tag tone="amber">unsigned too</Tag> : null}
        </>
      ),
    },
    {
      id: 'record',
      name: 'Weight',
      width: '120px',
      value: row => row.record.weight,
      cell: ({ record: { weight, confirmed, falseAlarms } }) => (
        <span title={`right ${count(confirmed, 'time')}, a false alarm ${count(falseAlarms, 'time')}`}>
          <Bar share={weight} label={percent(weight)} />
        </span>
      ),
    },
    {
      id: 'said',
      name: 'Right, wrong',
      width: '100px',
      isNumber: true,
      value: row => row.record.confirmed,
      cell: ({ record: { confirmed, falseAlarms } }) => `${whole(confirmed)}, ${whole(falseAlarms)}`,
    },
    {
      id: 'indicators',
      name: 'In force',
      width: 'minmax(160px, 2fr)',
      value: row => sumOf(row.indicators),
      cell: row =>
        sumOf(row.indicators) ? (
          <span title={kindsOf(row.indicators)}>
            {compact(sumOf(row.indicators))}: {kindsOf(row.indicators)}
          </span>
        ) : (
          <span className="quiet">nothing</span>
        ),
    },
    momentColumn('until', 'Until', { none: <span className="quiet">–</span> }),
    {
      id: 'feed',
      name: 'Followed',
      width: 'minmax(120px, 1fr)',
      value: row => feeds.find(one => one.partner === row.partner)?.title ?? '',
      cell: ({ partner }) => {
        const feed = feeds.find(one => one.partner === partner);
        if (!feed) return <span className="quiet">by file</span>;
        return (
          <span title={feed.root}>
            <Said>{feed.title || feed.collection}</Said>
            {feed.read_to ? (
              <>
                , read to <Moment at={feed.read_to} />
              </>
            ) : null}
          </span>
        );
      },
    },
  ];
  return (
    <Panel
      title="Partners"
      about="How much one’s word weighs follows from how often it was right: a half where nothing is known."
      flush
    >
      <Table
        label="Partners"
        columns={columns}
        rows={partners}
        keyOf={row => row.partner}
        sort="partner.asc"
        height={220}
      />
    </Panel>
  );
}

const bundleColumns: Column<Bundle>[] = [
  momentColumn('received', 'Received'),
  saidColumn('partner', 'From', 'minmax(110px, 1fr)'),
  saidColumn('source', 'As', 'minmax(150px, 2fr)'),
  countColumn('objects', 'Objects', '90px'),
  countColumn('indicators', 'Indicators', '100px'),
  {
    id: 'signed',
    name: 'Signed',
    width: '110px',
    value: row => row.signed,
    cell: row =>
      row.signed ? (
        <Tag tone="green" title={row.signed}>
          signed
        </Tag>
      ) : (
        <Tag tone="amber">unsigned</Tag>
      ),
  },
  {
    id: 'digest',
    name: 'SHA-256',
    width: '150px',
    order: false,
    value: row => row.digest,
    cell: row => <span className="mono quiet">{row.digest.slice(0, 16)}…</span>,
  },
];

/** What came in, the newest first. */
export function Bundles({ of }: { of: readonly Partner[] }) {
  const rows = of.flatMap(({ partner, bundles }) => bundles.map((one): Bundle => ({ ...one, partner })));
  return (
    <Panel title="What came" about="Each bundle whole, or not at all." flush={rows.length > 0}>
      {rows.length ? (
        <Table
          label="Bundles"
          columns={bundleColumns}
          rows={rows}
          keyOf={row => `${row.partner} ${row.digest} ${row.received}`}
          sort="received.desc"
          height={260}
        />
      ) : (
        <p className="quiet">Nothing came yet: stillwatch intel import FILE, or stillwatch intel pull.</p>
      )}
    </Panel>
  );
}
