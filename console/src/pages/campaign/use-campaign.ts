import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { outlineQuery } from '../../api/queries.ts';
import type { Campaign } from '../../api/types.ts';

/** The campaign of this page; the frame shows its parts only when it is there. */
export function useCampaign(): Campaign {
  const { id } = useParams({ from: '/shell/campaigns/$id' });
  return useQuery(outlineQuery(id)).data!;
}

/** How many accounts are in it. */
export const sizeOf = ({ roles }: Campaign): number => Object.values(roles).reduce((a, b) => a + b, 0);
