import { lazy, Suspense } from 'react';
import { compact, count, small, whole } from '../../../text/number.ts';
import { daysBetween } from '../../../text/time.ts';
import { Export } from '../../../ui/export.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { Figures, Panel } from '../../../ui/page.tsx';
import { Waiting } from '../../../ui/states.tsx';
import style from '../campaign.module.css';
import { type Share, Shares } from '../shares.tsx';
import { numberOf, useCampaign } from '../use-campaign.ts';
import { Done } from './done.tsx';
import { Explanations } from './explanations.tsx';
import { InShort } from './in-short.tsx';
import { evidenceColumns, Waterfall } from './waterfall.tsx';

const Trace = lazy(() => import('./trace.tsx'));

const explanationColumns = (['explanation', 'verdict', 'figure', 'value', 'limit'] as const).map(name => ({
  name,
  value: (row: Record<string, unknown>) => row[name],
}));

const shareOf = (counts: Record<string, number>): Share[] => {
  const total = Object.values(counts).reduce((a, b) => a + b, 0) || 1;
  return Object.entries(counts).map(([name, n]) => ({ name, share: n / total, note: whole(n) }));
};

/** A campaign at a glance: how much, why one operator, why not something innocent, what was done. */
export function CampaignSummary() {
  const campaign = useCampaign();
  const { id, verdict, error_bound, exchanges, input_tokens, output_tokens, first_seen, last_seen } =
    campaign;
  return (
    <>
      <Figures
        of={[
          { name: 'False alarm, at most', value: small(error_bound), note: 'however often one looks' },
          {
            name: 'Accounts',
            value: whole(numberOf(campaign)),
            note: `${whole(numberOf(campaign, 'harvester'))} harvest, ${whole(numberOf(campaign, 'cover'))} cover, ${whole(numberOf(campaign, 'bystander'))} stand by`,
          },
          {
            name: 'Exchanges',
            value: whole(exchanges),
            note: campaign.templates ? 'made with templates' : undefined,
          },
          { name: 'Tokens in', value: compact(input_tokens) },
          { name: 'Tokens out', value: compact(output_tokens) },
          {
            name: 'Seen',
            value: count(daysBetween(first_seen, last_seen), 'day'),
            note: (
              <>
                <Moment at={first_seen} /> to
                <br />
                <Moment at={last_seen} />
              </>
            ),
          },
        ]}
      />
      <InShort campaign={id} />
      <Panel title="Sent over time" about="Exchanges by day and model.">
        <Suspense fallback={<Waiting />}>
          <Trace campaign={id} />
        </Suspense>
      </Panel>
      <Panel
        title="Why one operator"
        about="How much likelier each finding is under one operator than under independent people, in natural log units: a step a family. Open one to see what was counted, and what speaks against it."
        actions={<Export name={`${id}-evidence`} columns={evidenceColumns} rows={campaign.evidence} />}
      >
        <Waterfall evidence={campaign.evidence} errorBound={error_bound} />
      </Panel>
      <Panel
        title="Why not something innocent"
        about="Each innocent explanation that was tried, with its own figure and the limit up to which it is ruled out."
        actions={
          <Export name={`${id}-explanations`} columns={explanationColumns} rows={campaign.explanations} />
        }
      >
        <Explanations of={campaign.explanations} />
      </Panel>
      <div className={style.pair}>
        <Shares title="Models" unit="of its exchanges" of={shareOf(campaign.models)} />
        <Shares
          title={verdict === 'harvesting' ? 'What was harvested' : 'What was asked for'}
          unit="of its exchanges ask for it"
          of={Object.entries(campaign.capabilities).map(([name, share]) => ({
            name: name.replaceAll('_', ' '),
            share,
          }))}
        />
      </div>
      <Done campaign={id} />
    </>
  );
}
