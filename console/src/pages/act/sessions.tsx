import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api, told } from '../../api/client.ts';
import { sessionsQuery } from '../../api/queries.ts';
import type { SignedIn } from '../../api/types.ts';
import { useBarrier } from '../../app/session.ts';
import { cleanLine } from '../../text/clean.ts';
import { ActButton, ActDialog } from '../../ui/act.tsx';
import { Export } from '../../ui/export.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import style from '../campaigns/campaigns.module.css';

const about =
  'Who is signed in by the provider, and until when. Tokens are made and revoked on the machine of the service.';

export function SessionsPage() {
  const barrier = useBarrier('admin');
  const query = useQuery({ ...sessionsQuery, enabled: barrier === undefined });
  if (barrier)
    return (
      <Page title="Sessions" about={about}>
        <Empty title="Only an admin sees who is signed in">{barrier}</Empty>
      </Page>
    );
  return <Loaded query={query}>{sessions => <Whole sessions={sessions} />}</Loaded>;
}

function Whole({ sessions }: { sessions: readonly SignedIn[] }) {
  const [ending, setEnding] = useState<SignedIn>();
  const client = useQueryClient();
  const columns = useMemo(
    (): Column<SignedIn>[] => [
      {
        id: 'name',
        name: 'Name',
        width: 'minmax(200px, 2fr)',
        value: row => row.name,
        cell: row => (
          <>
            <Said>{row.name}</Said> {row.own ? <Tag tone="teal">you</Tag> : null}
          </>
        ),
      },
      { id: 'role', name: 'Role', width: '110px', value: row => row.role },
      {
        id: 'issuer',
        name: 'Signed in at',
        width: 'minmax(180px, 1fr)',
        value: row => row.issuer,
        cell: row => <Said>{row.issuer}</Said>,
      },
      {
        id: 'begun',
        name: 'Since',
        width: '150px',
        value: row => row.begun,
        cell: row => <Moment at={row.begun} />,
      },
      {
        id: 'expires',
        name: 'Until',
        width: '150px',
        value: row => row.expires,
        cell: row => <Moment at={row.expires} />,
      },
      {
        id: 'end',
        name: '',
        width: '80px',
        order: false,
        value: () => '',
        cell: row => (
          <ActButton scope="admin" variant="subtle" size="compact-xs" onClick={() => setEnding(row)}>
            End
          </ActButton>
        ),
      },
    ],
    [],
  );
  return (
    <Page
      title="Sessions"
      about={about}
      actions={<Export name="sessions" columns={columns.slice(0, -1)} rows={sessions} />}
      fill
    >
      {sessions.length ? (
        <div className={style.table}>
          <Table label="Sessions" columns={columns} rows={sessions} keyOf={row => row.id} sort="begun.desc" />
        </div>
      ) : (
        <Empty title="Nobody is signed in by a provider">
          Who came with a token is not listed: its session ends when the token is revoked. Sign-in by a
          provider is set in oidc.json in the data folder.
        </Empty>
      )}
      <ActDialog
        title={`End the session of ${cleanLine(ending?.name ?? '')}`}
        opened={ending !== undefined}
        onClose={() => setEnding(undefined)}
        confirm="End it"
        isGrave
        reason={null}
        work={async () => {
          await told(api.DELETE('/v1/sessions/{id}', { params: { path: { id: ending!.id } } }));
          await client.invalidateQueries({ queryKey: ['sessions'] });
        }}
      >
        <p>
          {ending?.own
            ? 'This is your own: you are signed out at once.'
            : 'At once nothing more is answered to it. Whoever the provider still gives a role can sign in again: take it from them there first.'}
        </p>
      </ActDialog>
    </Page>
  );
}
