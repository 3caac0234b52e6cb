import type { AccountTraffic } from '../../api/types.ts';
import { count } from '../../text/number.ts';
import { Facts } from '../../ui/facts.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Panel } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';

const names = { payment: 'Payment', phone: 'Phone', email: 'E-mail', org: 'Organisation' } as const;
const said = (text: string) => (text ? <Said>{text}</Said> : <span className="quiet">not known</span>);

/** What it said when it signed up, and who else said the same. */
export const Known = ({ of }: { of: NonNullable<AccountTraffic['known']> }) => (
  <Panel title="Sign-up" about="What is known of the account itself; identities are kept as pseudonyms.">
    <Facts
      of={[
        ['Created', <Moment key="c" at={of.created} />],
        ['Plan', said(of.plan)],
        ['Program', said(of.program)],
        ['Verified by', said(of.verification)],
        ['E-mail at', said(of.email_domain)],
        [
          'Has in common',
          Object.entries(of.shares)
            .filter(([, n]) => n > 0)
            .map(([what, n]) => `${names[what as keyof typeof names]} with ${count(n, 'other account')}`)
            .join('; ') || 'payment, phone, e-mail and organisation with nobody',
        ],
      ]}
    />
  </Panel>
);
