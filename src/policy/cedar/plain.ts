import type { Restriction } from '../decision.ts';
import type { Facts } from '../facts.ts';
import type { Ground } from './ground.ts';

/** What a grade asks of a gateway where no policy says; the shipped policies say the same. */
const obligationsOf: Record<Restriction, string[]> = {
  verify: [],
  slow: ['rate:10/1m'],
  thin: ['omit-reasoning', 'cap-output:1024'],
  suspend: [],
};

/** What follows from the facts alone: for when policies cannot be evaluated. A grant that is not used up exempts from containment. */
export function plainGrounds({ containment, hold, grant }: Facts): Ground[] {
  const grounds: Ground[] = [];
  if (containment && !(grant && !grant.beyond)) {
    const { grade, until, campaign, reference } = containment;
    grounds.push({
      policy: 'stillwatch#containment',
      kind: grade,
      obligations: obligationsOf[grade],
      text: `contained (${grade}) in ${campaign} until ${until}`,
      until,
      campaign,
      reference,
    });
  }
  if (hold)
    grounds.push({
      policy: 'stillwatch#hold',
      kind: 'hold',
      obligations: [],
      text: `the model is held: ${hold.basis}`,
      until: hold.until,
    });
  return grounds;
}
