import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { matchQuery, partnersQuery } from '../../api/queries.ts';
import type { Matches, SharedIn } from '../../api/types.ts';
import { compact, count, whole } from '../../text/number.ts';
import { Moment } from '../../ui/moment.tsx';
import { Figures, Page, Panel } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { Empty, Failed, Loaded, Waiting } from '../../ui/states.tsx';
import { Bundles, Partners } from './given.tsx';
import { sumOf } from './kinds.ts';
import { MatchDialog } from './match-dialog.tsx';
import { MatchTable } from './match-table.tsx';

const about =
  'What partners told of their campaigns, and who here shows the same. A match is a reason to look: nothing is contained by it, and detection does not read it.';

/** What came in, and what it hit. */
export function CameInPage() {
  const query = useQuery(partnersQuery);
  return (
    <Page title="Came in" about={about}>
      <Loaded query={query}>{given => <Whole given={given} />}</Loaded>
    </Page>
  );
}

function Whole({ given }: { given: SharedIn }) {
  const { partners, feeds, community } = given;
  const query = useQuery({ ...matchQuery, enabled: partners.length > 0 });
  const { from, told } = useSearch({ from: '/shell/shared' });
  const navigate = useNavigate();
  const open = (search: { from?: string; told?: string }) => navigate({ to: '/shared', search });
  if (partners.length === 0 && feeds.length === 0)
    return (
      <Empty title="Nobody is a partner yet">
        A partner’s bundles are taken where its key is known: stillwatch intel partner add NAME --key FILE,
        then stillwatch intel import FILE. To follow a TAXII server: stillwatch intel subscribe.
      </Empty>
    );
  const found = query.data;
  const chosen = found?.campaigns.find(({ partner, id }) => partner === from && id === (told ?? ''));
  return (
    <>
      <Figures
        of={[
          {
            name: 'Partners',
            value: whole(partners.length),
            note: feeds.length ? count(feeds.length, 'feed') : 'no feed',
          },
          {
            name: 'Indicators in force',
            value: compact(partners.reduce((sum, { indicators }) => sum + sumOf(indicators), 0)),
            note: foreignNote(given),
          },
          { name: 'Campaigns that hit', value: found ? whole(found.campaigns.length) : '…' },
          { name: 'Accounts to look at', value: found ? whole(accountsOf(found)) : '…' },
          {
            name: 'Community',
            value: community ? <Said>{community.name}</Said> : 'none',
            note: community ? 'templates can be compared' : 'templates can’t be compared',
          },
        ]}
      />
      <Panel
        title="Whom it hits"
        about="By campaign, the least likely by chance first. By chance: values that are as frequent here would lie together at the same accounts so often."
        actions={
          found ? (
            <span className="quiet">
              looked at <Moment at={found.at} />
            </span>
          ) : null
        }
        flush={!!found?.campaigns.length}
      >
        {query.isError ? <Failed error={query.error} again={() => query.refetch()} /> : null}
        {found ? (
          <MatchTable
            of={found}
            onOpen={({ partner, id }) => open(id ? { from: partner, told: id } : { from: partner })}
          />
        ) : query.isError ? null : (
          <Waiting>Looking for them in all that is stored …</Waiting>
        )}
      </Panel>
      <Partners of={withRecords(given, found)} />
      <Bundles of={partners} />
      {chosen ? <MatchDialog of={chosen} rulings={found!.rulings} onClose={() => open({})} /> : null}
    </>
  );
}

/** What a detection here confirmed counts too, which is known once it was looked. */
const withRecords = (given: SharedIn, found: Matches | undefined): SharedIn => ({
  ...given,
  partners: given.partners.map(one => {
    const known = found?.partners.find(({ partner }) => partner === one.partner);
    return known ? { ...one, record: known } : one;
  }),
});

const accountsOf = ({ campaigns }: Matches): number =>
  new Set(campaigns.flatMap(({ accounts }) => accounts.map(({ account }) => account))).size;

function foreignNote({ partners, community }: SharedIn): string | undefined {
  const foreign = partners.reduce((sum, one) => sum + one.foreign, 0);
  if (!foreign) return undefined;
  return community ? `${whole(foreign)} under another community’s key` : `${whole(foreign)} need a community`;
}
