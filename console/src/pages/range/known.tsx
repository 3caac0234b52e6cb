import { useMemo } from 'react';
import { count, small, whole } from '../../text/number.ts';
import { Export } from '../../ui/export.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Panel } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { VerdictTag } from '../../ui/tag.tsx';
import style from './range.module.css';
import type { Step, Story } from './story.ts';

type Campaign = Step['campaigns'][number];

const campaigns: Column<Campaign>[] = [
  {
    id: 'id',
    name: 'Campaign',
    width: 'minmax(122px, 1fr)',
    value: row => row.id,
    cell: row => <Said>{row.id}</Said>,
  },
  {
    id: 'verdict',
    name: 'Verdict',
    width: '126px',
    value: row => row.verdict,
    cell: row => <VerdictTag verdict={row.verdict} />,
  },
  {
    id: 'bound',
    name: 'False alarm ≤',
    width: '116px',
    isNumber: true,
    value: row => row.error_bound,
    cell: row => small(row.error_bound),
  },
  {
    id: 'accounts',
    name: 'Accounts',
    width: '86px',
    isNumber: true,
    value: row => row.accounts,
    cell: row => whole(row.accounts),
  },
  {
    id: 'bystanders',
    name: 'Bystanders',
    width: '98px',
    isNumber: true,
    value: row => row.bystanders,
    cell: row => whole(row.bystanders),
  },
  {
    id: 'exchanges',
    name: 'Exchanges',
    width: '98px',
    isNumber: true,
    value: row => row.exchanges,
    cell: row => whole(row.exchanges),
  },
];

interface Found {
  account: string;
  at: string;
  step: number;
}

const accounts: Column<Found>[] = [
  {
    id: 'account',
    name: 'Account',
    width: 'minmax(150px, 1fr)',
    value: row => row.account,
    cell: row => (
      <span className="mono">
        <Said>{row.account}</Said>
      </span>
    ),
  },
  { id: 'at', name: 'Found', width: '140px', value: row => row.at, cell: row => <Moment at={row.at} /> },
  { id: 'step', name: 'Step', width: '70px', isNumber: true, value: row => row.step },
];

/** What detection knew at a step: campaigns, and the accounts that stood to be contained. */
export function Known({ story: { steps }, step, at }: { story: Story; step: Step | undefined; at: number }) {
  const found = useMemo(
    () =>
      steps
        .slice(0, at)
        .flatMap(({ found, at, step }) => found.map(account => ({ account, at, step })))
        .reverse(),
    [steps, at],
  );
  const known = step?.campaigns ?? none;
  return (
    <div className={style.pair}>
      <Panel
        title="What was known then"
        about="Campaigns that detection names at this step, looking only at what had been sent."
        actions={<Export name="campaigns-at-step" columns={campaigns} rows={known} />}
        flush
      >
        <Table
          label="Campaigns at this step"
          columns={campaigns}
          rows={known}
          keyOf={row => row.id}
          height={200}
          rowHeight={34}
          empty={<p className={style.none}>No campaign yet: there is not enough to tell it from chance.</p>}
        />
      </Panel>
      <Panel
        title="Accounts found"
        about={
          step?.found.length
            ? `${count(step.found.length, 'is', 'are')} new at this step.`
            : 'They stand to be contained from that step on.'
        }
        actions={<Export name="accounts-found" columns={accounts} rows={found} />}
        flush
      >
        <Table
          label="Accounts found so far"
          columns={accounts}
          rows={found}
          keyOf={row => row.account}
          height={200}
          rowHeight={30}
          empty={<p className={style.none}>None so far.</p>}
        />
      </Panel>
    </div>
  );
}

const none: never[] = [];
