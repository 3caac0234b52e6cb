import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { templatesQuery } from '../../../api/queries.ts';
import type { TemplatesView } from '../../../api/types.ts';
import { cleanLine } from '../../../text/clean.ts';
import { count, percent, whole } from '../../../text/number.ts';
import { Export } from '../../../ui/export.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { Panel } from '../../../ui/page.tsx';
import { Empty, Loaded } from '../../../ui/states.tsx';
import { Table } from '../../../ui/table.tsx';
import { asked, type Template, templateColumns } from './columns.tsx';
import { fewSaid } from './few.ts';
import { Skeleton } from './skeleton.tsx';
import style from './templates.module.css';

/** What its prompts are made with. */
export function CampaignTemplates() {
  const { id } = useParams({ from: '/shell/campaigns/$id' });
  const query = useQuery(templatesQuery(id));
  return <Loaded query={query}>{view => <Templates campaign={id} view={view} />}</Loaded>;
}

function Templates({ campaign, view }: { campaign: string; view: TemplatesView }) {
  const { template } = useSearch({ from: '/shell/campaigns/$id/templates' });
  const navigate = useNavigate({ from: '/campaigns/$id/templates' });
  const { templates, rest } = view;
  const mostBytes = useMemo(
    () => templates.reduce((most, { bytes }) => Math.max(most, bytes[2] ?? 0), 1),
    [templates],
  );
  const columns = useMemo(() => templateColumns(mostBytes), [mostBytes]);
  const chosen = templates.find(({ id }) => id === template);
  if (!templates.length)
    return (
      <Empty title="No template was found among its prompts">
        Its prompts have neither openings nor closings in common. What else they share is under Traits.
      </Empty>
    );
  return (
    <>
      <Panel
        title="Templates"
        about={`${fewSaid(view)}; ${whole(rest.exchanges)} are made with none of these. The line is how long prompts are: strong to the one in the middle, thin to nearly the longest.`}
        actions={<Export name={`${campaign}-templates`} columns={columns} rows={templates} />}
        flush
      >
        <Table
          label={`Templates of ${cleanLine(campaign)}; Enter opens one`}
          columns={columns}
          rows={templates}
          keyOf={row => row.id}
          sort="exchanges.desc"
          height={440}
          rowHeight={34}
          onOpen={({ id }) => navigate({ search: id === template ? {} : { template: id }, replace: true })}
        />
      </Panel>
      {chosen ? <Detail of={chosen} most={mostBytes} /> : null}
      <Panel title="Where the words are">
        <div className={style.notes}>
          <p>
            The store keeps no text of prompts or answers, so nobody can read them here, whatever they may do.
            What stands above are hashes of how prompts open and close, and how long they are.
          </p>
          <p>
            Where words are needed, for a court or a partner, they come from the operator's own files: one
            exchange at a time, shown before it is written, into a dossier.
          </p>
          <pre>{`stillwatch dossier ${cleanLine(campaign)} --level partner --partner NAME --out x.zip --excerpt one.json`}</pre>
        </div>
      </Panel>
    </>
  );
}

function Detail({ of, most }: { of: Template; most: number }) {
  const [low = 0, median = 0, high = 0] = of.bytes;
  return (
    <Panel title="One template" about="Enter or a click on it again closes this.">
      <div className={style.detail}>
        <div className={style.whole}>
          <Skeleton {...of} most={most} />
        </div>
        <Facts
          of={[
            [
              'Opening',
              <span key="o" className="mono">
                {cleanLine(of.opening ?? 'none in common')}
              </span>,
            ],
            [
              'Closing',
              <span key="c" className="mono">
                {cleanLine(of.closing ?? 'none in common')}
              </span>,
            ],
            ['Bytes', `${whole(median)} in the middle, ${whole(low)} to ${whole(high)}`],
            ['Exchanges', whole(of.exchanges)],
            [
              'Different prompts',
              `${whole(of.prompts)} (${percent(of.prompts / Math.max(1, of.exchanges))} of its exchanges)`,
            ],
          ]}
        />
        <Facts
          of={[
            ['Accounts', whole(of.accounts)],
            [
              'Outside the campaign',
              of.others ? `${count(of.others, 'account')} use it too` : 'nobody uses it',
            ],
            ['Asks for', asked(of.asks, 7) || 'nothing that is told apart'],
            [
              'Models',
              Object.entries(of.models)
                .sort(([, a], [, b]) => b - a)
                .map(([model, n]) => `${cleanLine(model)} ${whole(n)}`)
                .join(', '),
            ],
            [
              'Seen',
              <span key="s">
                <Moment at={of.first} /> to <Moment at={of.last} />
              </span>,
            ],
          ]}
        />
      </div>
    </Panel>
  );
}
