import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { proofQuery } from '../../api/queries.ts';
import type { Proof } from '../../api/types.ts';
import { count, whole } from '../../text/number.ts';
import { Said } from '../../ui/said.tsx';
import { Loaded, Waiting } from '../../ui/states.tsx';
import style from './evidence.module.css';
import { prove } from './prove.ts';

/** That one entry stands in the log, checked in this browser. */
export function ProofDialog({ index, onClose }: { index: number | undefined; onClose: () => void }) {
  const query = useQuery({ ...proofQuery(index ?? 0), enabled: index !== undefined });
  return (
    <Modal
      opened={index !== undefined}
      onClose={onClose}
      title={`Entry ${whole(index ?? 0)} of the log`}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Loaded query={query}>{proof => <Checked proof={proof} />}</Loaded>
    </Modal>
  );
}

function Checked({ proof }: { proof: Proof }) {
  const query = useQuery({
    queryKey: ['proved', proof],
    queryFn: () => prove(proof),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <div className={style.findings}>
      {query.isPending ? <Waiting /> : null}
      {query.isError ? (
        <div className={`${style.verdict} ${style.bad}`} role="alert" data-proved="no">
          <h2>It is not proved</h2>
          <p>
            <Said>{query.error.message}</Said> Keep what you see here, and run stillwatch fsck on the machine
            of the service.
          </p>
        </div>
      ) : null}
      {query.data ? (
        <>
          <div className={`${style.verdict} ${style.good}`} role="status" data-proved="yes">
            <h2>It stands in the log of {count(query.data.size, 'entry', 'entries')}, as it is shown here</h2>
            <p>
              Checked in this browser: the hashes lead from the entry to the root, and the key of{' '}
              <Said>{query.data.origin}</Said> signed that root. The key came with the proof: that it is the
              right one is for you to know from elsewhere.
            </p>
          </div>
          <ol className={style.path}>
            <li>
              <span className="quiet">the entry’s hash</span>
              <code>{query.data.leaf}</code>
            </li>
            {query.data.path.map(({ side, hash }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: its place is what a step is
              <li key={i}>
                <span className="quiet">with, on its {side}</span>
                <code>{hash}</code>
              </li>
            ))}
            <li>
              <span className="quiet">gives the root</span>
              <code>
                <b>{query.data.root}</b>
              </code>
            </li>
          </ol>
        </>
      ) : null}
      <details>
        <summary>The entry, as it is hashed</summary>
        <pre className={style.entry}>
          <Said lines>{JSON.stringify(proof.entry, null, 2)}</Said>
        </pre>
      </details>
      <details>
        <summary>The signed checkpoint</summary>
        <pre className={style.entry}>
          <Said lines>{proof.checkpoint}</Said>
        </pre>
      </details>
    </div>
  );
}
