import { Link } from '@tanstack/react-router';
import type { ActionSummary, CampaignSummary, PlanSummary, Verdict } from '../../api/types.ts';
import { whole } from '../../text/number.ts';
import { meaning } from '../../text/words.ts';
import { Panel } from '../../ui/page.tsx';
import { VerdictTag } from '../../ui/tag.tsx';
import { type Standing, standingOf } from '../campaigns/containment.ts';
import style from './overview.module.css';

/** How far it is, and what is to be done next where something is. */
const standings: { of: Standing[]; name: string }[] = [
  { of: ['open'], name: 'open' },
  { of: ['planned', 'to approve'], name: 'planned' },
  { of: ['in part'], name: 'in part' },
  { of: ['contained'], name: 'contained' },
  { of: ['none to contain'], name: 'none to contain' },
];

/** Campaigns by verdict and by how far it is with containing them. */
export function Found({
  campaigns,
  actions,
  plans,
}: {
  campaigns: readonly CampaignSummary[];
  actions: readonly ActionSummary[];
  plans: readonly PlanSummary[];
}) {
  const counted = campaigns.map(one => ({ ...one, ...standingOf(one, actions, plans) }));
  const of = (verdict: Verdict, standing: Standing[]) =>
    counted.filter(one => one.verdict === verdict && standing.includes(one.standing)).length;
  const waiting = of('harvesting', ['open']);
  return (
    <Panel
      title="Campaigns"
      about={
        waiting
          ? `${whole(waiting)} that ${waiting === 1 ? 'harvests' : 'harvest'} and nothing is planned against yet.`
          : 'By what they are, and how far it is with containing them.'
      }
      actions={<Link to="/campaigns">All</Link>}
    >
      <div className={style.scrolls}>
        <table className={style.matrix}>
          <thead>
            <tr>
              <th scope="col">Verdict</th>
              {standings.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(Object.keys(meaning) as Verdict[]).map(verdict => (
              <tr key={verdict}>
                <th scope="row">
                  <Link to="/campaigns" search={{ verdict }}>
                    <VerdictTag verdict={verdict} />
                  </Link>
                </th>
                {standings.map(({ name, of: standing }) => {
                  const n = of(verdict, standing);
                  return (
                    <td key={name} className={n === 0 ? style.zero : undefined}>
                      {whole(n)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
