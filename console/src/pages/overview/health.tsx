import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { statusQuery } from '../../api/queries.ts';
import type { Overview } from '../../api/types.ts';
import { compact, count, whole } from '../../text/number.ts';
import { span } from '../../text/time.ts';
import { LookNow } from '../../ui/look-now.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Panel } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import style from './overview.module.css';

/** Longer than this what came waits for the store, and somebody should look why. In seconds. */
const SLOW = 60;

interface Sign {
  name: string;
  tone: Tone;
  says: string;
  note?: ReactNode;
}

/** How ingest and detection do; where something is wrong, what. */
export function Health({ rejects }: { rejects: Overview['rejects'] }) {
  const { data: status } = useQuery(statusQuery);
  if (!status) return null;
  const { engine, journal, detection, drained } = status;
  const rejected = rejects?.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const late = journal.oldest_seconds > SLOW;
  const wrong = [journal.drain_error, status.log.error, status.views.error, detection?.error].flatMap(one =>
    one ? [one] : [],
  );
  const signs: Sign[] = [
    {
      name: 'Store',
      tone: engine.up ? 'green' : 'red',
      says: engine.up ? 'up' : 'down',
      note: engine.up
        ? drained
          ? `${count(drained.exchanges, 'exchange')} taken in since it started`
          : ''
        : 'it is started again by itself; decisions and ingest go on',
    },
    {
      name: 'Ingest',
      tone: journal.drain_error ? 'red' : late ? 'amber' : 'green',
      says: late ? `${span(journal.oldest_seconds * 1000)} behind` : 'up to date',
      note:
        journal.bytes > 0
          ? `${compact(journal.bytes)}B wait in the journal, the oldest ${journal.oldest_seconds} s`
          : 'nothing waits in the journal',
    },
    {
      name: 'Rejected',
      tone: rejected ? 'amber' : 'green',
      says: rejects ? whole(rejected) : 'unknown',
      note: rejected
        ? rejects!
            .slice(0, 3)
            .map(({ reason, count }) => `${reason}: ${whole(count)}`)
            .join(', ')
        : 'of what came over HTTP since it started',
    },
    {
      name: 'Detection',
      tone: detection?.error ? 'red' : detection?.running_since ? 'teal' : 'green',
      says: detection?.running_since
        ? `looks since ${span(Date.now() - Date.parse(detection.running_since))}`
        : detection?.last
          ? `looked ${span(Date.now() - Date.parse(detection.last.at))} ago`
          : 'has not looked yet',
      note: detection?.running_since ? (
        'the journal waits until it is over'
      ) : detection?.next ? (
        <>
          next at <Moment at={detection.next} />
        </>
      ) : (
        'on no schedule'
      ),
    },
  ];
  return (
    <Panel title="Health" about="Of ingest and detection, in this service." actions={<LookNow />}>
      <dl className={style.signs}>
        {signs.map(({ name, tone, says, note }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Tag tone={tone}>{says}</Tag>
              <small>{note}</small>
            </dd>
          </div>
        ))}
      </dl>
      {wrong.map(text => (
        <p key={text} className={style.wrong} role="status">
          <Said>{text}</Said>
        </p>
      ))}
    </Panel>
  );
}
