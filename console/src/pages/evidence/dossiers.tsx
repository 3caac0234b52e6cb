import { Modal } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { api, told } from '../../api/client.ts';
import { dossiersQuery } from '../../api/queries.ts';
import type { KeptDossier } from '../../api/types.ts';
import { save } from '../../text/export.ts';
import { compact, count, whole } from '../../text/number.ts';
import { ActButton, ActDialog } from '../../ui/act.tsx';
import { Export } from '../../ui/export.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { Empty, Failed, Loaded, Waiting } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { DossierDialog } from '../campaign/dossier.tsx';
import style from '../campaigns/campaigns.module.css';
import { check } from './check.ts';
import { Copy } from './copy.tsx';
import { Findings } from './findings.tsx';

const tones: Record<KeptDossier['level'], Tone> = { public: 'green', partner: 'amber', regulator: 'red' };

/** A file of the service's, as it is there. */
const archiveOf = async (name: string): Promise<ArrayBuffer> =>
  (await told(
    api.GET('/v1/dossiers/{name}', { params: { path: { name } }, parseAs: 'arrayBuffer' }),
  )) as unknown as ArrayBuffer;

export function DossiersPage() {
  const query = useQuery(dossiersQuery);
  return <Loaded query={query}>{dossiers => <Whole dossiers={dossiers} />}</Loaded>;
}

function Whole({ dossiers }: { dossiers: readonly KeptDossier[] }) {
  const [making, setMaking] = useState(false);
  const [removing, setRemoving] = useState<KeptDossier>();
  const [checking, setChecking] = useState<KeptDossier>();
  const client = useQueryClient();
  const columns = useMemo(
    (): Column<KeptDossier>[] => [
      {
        id: 'campaign',
        name: 'Campaign',
        width: 'minmax(130px, 1fr)',
        value: row => row.campaign,
        cell: row => (
          <Link to="/campaigns/$id" params={{ id: row.campaign }}>
            <Said>{row.campaign}</Said>
          </Link>
        ),
      },
      {
        id: 'level',
        name: 'For',
        width: 'minmax(160px, 2fr)',
        value: row => row.level,
        cell: row => (
          <>
            <Tag tone={tones[row.level]}>{row.level}</Tag> {row.partner ? <Said>{row.partner}</Said> : null}
          </>
        ),
      },
      { id: 'at', name: 'Made', width: '150px', value: row => row.at, cell: row => <Moment at={row.at} /> },
      {
        id: 'by',
        name: 'By',
        width: 'minmax(90px, 1fr)',
        value: row => row.by,
        cell: row => <Said>{row.by}</Said>,
      },
      {
        id: 'exchanges',
        name: 'Exchanges',
        width: '152px',
        isNumber: true,
        value: row => row.exchanges,
        cell: row => (
          <span title={`${whole(row.exchanges)} exchanges of ${whole(row.accounts)} accounts`}>
            {compact(row.exchanges)} of {count(row.accounts, 'account')}
          </span>
        ),
      },
      {
        id: 'claim',
        name: 'In the log',
        width: '90px',
        isNumber: true,
        value: row => row.claim,
        cell: row => (
          <Link to="/evidence/log" search={{ entry: row.claim }}>
            {whole(row.claim)}
          </Link>
        ),
      },
      {
        id: 'bytes',
        name: 'Size',
        width: '80px',
        isNumber: true,
        value: row => row.bytes,
        cell: row => `${compact(row.bytes)}B`,
      },
      {
        id: 'sha256',
        name: 'SHA-256',
        width: '140px',
        order: false,
        value: row => row.sha256,
        cell: row => <Copy text={row.sha256} short={`${row.sha256.slice(0, 12)}…`} />,
      },
      {
        id: 'do',
        name: '',
        width: '260px',
        order: false,
        value: () => '',
        cell: row => (
          <>
            <ActButton
              variant="subtle"
              size="compact-xs"
              onClick={async () => save(row.name, await archiveOf(row.name), 'application/zip')}
            >
              Download
            </ActButton>
            <ActButton variant="subtle" size="compact-xs" onClick={() => setChecking(row)}>
              Check
            </ActButton>
            <ActButton variant="subtle" size="compact-xs" onClick={() => setRemoving(row)}>
              Remove
            </ActButton>
          </>
        ),
      },
    ],
    [],
  );
  const again = () => client.invalidateQueries({ queryKey: ['dossiers'] });
  return (
    <Page
      title="Dossiers"
      about="What the service made to be given to others: kept here, so that what left the house can be told from what somebody says is it."
      actions={
        <>
          <Export name="dossiers" columns={columns.slice(0, -1)} rows={dossiers} />
          <ActButton onClick={() => setMaking(true)}>Make a dossier</ActButton>
        </>
      }
      fill
    >
      {dossiers.length ? (
        <div className={style.table}>
          <Table label="Dossiers" columns={columns} rows={dossiers} keyOf={row => row.name} sort="at.desc" />
        </div>
      ) : (
        <Empty title="None was made yet">
          A dossier claims what a campaign did, with proofs that anybody can check. Make one here or on the
          campaign’s page; one that was given to you is checked on <Link to="/evidence">the page Verify</Link>
          .
        </Empty>
      )}
      <DossierDialog opened={making} onClose={() => setMaking(false)} onDone={again} />
      <Modal
        opened={checking !== undefined}
        onClose={() => setChecking(undefined)}
        title="Checked as anybody can"
        size="xl"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {checking ? <Check of={checking} /> : null}
      </Modal>
      <ActDialog
        title="Remove the dossier"
        opened={removing !== undefined}
        onClose={() => setRemoving(undefined)}
        confirm="Remove it here"
        isGrave
        reason={null}
        work={async () => {
          await told(api.DELETE('/v1/dossiers/{name}', { params: { path: { name: removing!.name } } }));
          await again();
        }}
      >
        <p>
          The file is gone from this service, and nobody can compare with it any more. Its claim stays in the
          log, as entry {whole(removing?.claim ?? 0)}, and copies that were given out stay valid.
        </p>
      </ActDialog>
    </Page>
  );
}

function Check({ of: { name, sha256 } }: { of: KeptDossier }) {
  const query = useQuery({
    queryKey: ['checked', name],
    queryFn: async () => {
      const bytes = await archiveOf(name);
      return check(new File([bytes], name), '');
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  if (query.isError) return <Failed error={query.error} again={() => query.refetch()} />;
  if (!query.data) return <Waiting />;
  return (
    <>
      <Findings report={query.data} name={name} />
      {query.data.digest && query.data.digest !== sha256 ? (
        <p role="alert">It is not the file that was made: its SHA-256 was {sha256}.</p>
      ) : null}
    </>
  );
}
