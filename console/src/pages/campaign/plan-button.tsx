import { NumberInput, Select } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, told } from '../../api/client.ts';
import { planQuery } from '../../api/queries.ts';
import type { Campaign, Grade } from '../../api/types.ts';
import { cleanLine } from '../../text/clean.ts';
import { count } from '../../text/number.ts';
import { grades } from '../../text/words.ts';
import { ActButton, ActDialog } from '../../ui/act.tsx';
import { numberOf } from './use-campaign.ts';

/** Makes a plan, and opens it: it says whom it would contain and what it would touch, and does nothing. */
export function PlanButton({ campaign }: { campaign: Campaign }) {
  const { id, verdict } = campaign;
  const [opened, setOpened] = useState(false);
  const [grade, setGrade] = useState<Grade | null>(null);
  const [membership, setMembership] = useState<string | number>('');
  const client = useQueryClient();
  const navigate = useNavigate();
  const inside = numberOf(campaign, 'harvester') + numberOf(campaign, 'cover');
  return (
    <>
      <ActButton
        onClick={() => setOpened(true)}
        barrier={
          verdict === 'harvesting'
            ? undefined
            : 'Only a campaign with the verdict harvesting can be contained: of this one nobody is known to harvest.'
        }
      >
        Plan containment
      </ActButton>
      <ActDialog
        title={`Plan to contain ${cleanLine(id)}`}
        opened={opened}
        onClose={() => setOpened(false)}
        confirm="Make the plan"
        work={async reason => {
          const plan = await told(
            api.POST('/v1/containment/plans', {
              body: {
                campaign: id,
                reason,
                ...(grade ? { grade } : {}),
                ...(membership === '' ? {} : { membership: Number(membership) }),
              },
            }),
          );
          client.setQueryData(planQuery(plan.id).queryKey, plan);
          client.invalidateQueries({ queryKey: ['plans'], exact: true });
          await navigate({ to: '/act/plans/$id' as string, params: { id: plan.id } as never });
        }}
      >
        <p>
          A plan says whom it would contain, how, and what else it would touch. Nothing is done to anyone:{' '}
          {Number(membership) ? 'at most ' : ''}
          {count(inside, 'account')} could be contained; bystanders and granted accounts are left alone.
        </p>
        <Select
          label="Response"
          description="For everyone, in place of what each account's part in it suggests"
          placeholder="As suggested for each"
          clearable
          value={grade}
          onChange={value => setGrade(value as Grade | null)}
          data={(Object.keys(grades) as Grade[]).map(value => ({
            value,
            label: `${value}: ${grades[value]}`,
          }))}
        />
        <NumberInput
          label="Only who belongs at least so surely"
          placeholder="Everyone who harvests or covers"
          min={0}
          max={1}
          step={0.01}
          decimalScale={4}
          value={membership}
          onChange={setMembership}
        />
      </ActDialog>
    </>
  );
}
