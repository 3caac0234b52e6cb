import { Link } from '@tanstack/react-router';
import type { AccountTraffic } from '../../api/types.ts';
import { count } from '../../text/number.ts';
import { contribution } from '../../text/words.ts';
import { Export } from '../../ui/export.tsx';
import { Panel } from '../../ui/page.tsx';
import { accountPage, QuickLink } from '../../ui/quick-link.tsx';
import { Said } from '../../ui/said.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import style from './account.module.css';
import { fileOf } from './streams.tsx';

type Neighbour = AccountTraffic['neighbours'][number];

/** Who shares the most with it that others do not. */
export function Neighbours({
  account,
  neighbours,
  isOfCampaign,
}: {
  account: string;
  neighbours: readonly Neighbour[];
  isOfCampaign: boolean;
}) {
  return (
    <Panel
      title="Who is like it"
      about={
        neighbours.length
          ? 'Accounts that share the most with it of what few others have. Content is compared by sketches of words; no text is kept for it.'
          : isOfCampaign
            ? 'It shares none of the values that are telling in its campaign.'
            : 'Likeness is looked at within campaigns, and it stands in none.'
      }
      actions={
        neighbours.length ? (
          <Export name={`${fileOf(account)}-neighbours`} columns={columns} rows={neighbours} />
        ) : undefined
      }
      flush={neighbours.length > 0}
    >
      {neighbours.length ? (
        <Table
          label="Who is like it"
          columns={columns}
          rows={neighbours}
          keyOf={row => row.account}
          sort="shares.desc"
          height={Math.min(380, 60 + neighbours.length * 38)}
          rowHeight={38}
        />
      ) : null}
    </Panel>
  );
}

/** By family, how many values. */
const familiesOf = ({ shares }: Neighbour): [family: string, values: string[]][] => {
  const families = new Map<string, string[]>();
  for (const { family, value } of shares) families.set(family, [...(families.get(family) ?? []), value]);
  return [...families];
};

const columns: Column<Neighbour>[] = [
  {
    id: 'account',
    name: 'Account',
    width: 'minmax(190px, 1fr)',
    value: row => row.account,
    cell: ({ account }) => (
      <QuickLink to={accountPage(account)} className="mono">
        <Said>{account}</Said>
      </QuickLink>
    ),
  },
  {
    id: 'shares',
    name: 'Shares',
    width: 'minmax(300px, 2fr)',
    value: row => row.shares.map(({ family, value }) => `${family}: ${value}`).join('; '),
    order: row => row.shares.length,
    cell: row => (
      <span className={style.shares}>
        {familiesOf(row).map(([family, values]) => (
          <Tag key={family} title={values.join('\n')}>
            <Said>
              {family === 'content'
                ? count(values.length, 'piece of wording', 'pieces of wording')
                : contribution(family)}
            </Said>
            {family === 'content' ? '' : values.length > 1 ? ` × ${values.length}` : ''}
          </Tag>
        ))}
      </span>
    ),
  },
  {
    id: 'campaign',
    name: 'Stands in',
    width: '150px',
    value: row => row.campaign ?? '',
    cell: ({ campaign }) =>
      campaign ? (
        <Link to="/campaigns/$id" params={{ id: campaign }}>
          <Said>{campaign}</Said>
        </Link>
      ) : (
        <span className="quiet">no campaign</span>
      ),
  },
];
