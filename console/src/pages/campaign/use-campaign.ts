import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { outlineQuery } from '../../api/queries.ts';
import type { Campaign } from '../../api/types.ts';

/** The campaign of this page, without its accounts; the frame shows its parts only when it is there. */
export function useCampaign(): Campaign {
  const { id } = useParams({ from: '/shell/campaigns/$id' });
  return useQuery(outlineQuery(id)).data!;
}

/** How many of its accounts have a role; without one, how many there are. */
export const numberOf = ({ roles = {} }: Campaign, role?: string): number =>
  role === undefined ? Object.values(roles).reduce((a, b) => a + b, 0) : (roles[role] ?? 0);
