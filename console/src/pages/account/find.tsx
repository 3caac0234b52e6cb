import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { findQuery } from '../../api/queries.ts';
import { Page, Panel } from '../../ui/page.tsx';
import { accountPage, QuickLink } from '../../ui/quick-link.tsx';
import { Said } from '../../ui/said.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import style from './account.module.css';

/** Milliseconds of rest before it looks. */
const REST = 200;

/** Finds an account by how its name begins, or by what was sent where that is kept as a pseudonym. */
export function FindAccount() {
  const { q = '' } = useSearch({ from: '/shell/accounts' });
  const navigate = useNavigate();
  const client = useQueryClient();
  const [text, setText] = useState(q);
  const [asked] = useDebouncedValue(text.trim(), REST);
  const isAsked = asked.length >= 2;
  const query = useQuery({ ...findQuery(asked), enabled: isAsked });
  useEffect(() => {
    if (asked !== q) navigate({ to: '/accounts', search: asked ? { q: asked } : {}, replace: true });
  }, [asked, q, navigate]);
  const open = async (event: FormEvent) => {
    event.preventDefault();
    const said = text.trim();
    if (said.length < 2) return;
    // Whoever types fast has not seen what is found yet.
    const [first] = await client.fetchQuery(findQuery(said)).catch(() => []);
    if (first !== undefined) navigate({ to: '/accounts/$account', params: { account: first } });
  };
  return (
    <Page
      title="Accounts"
      about="What one account sent, whether and why it stands in a campaign, who is like it, and what was decided."
    >
      <form onSubmit={open}>
        <TextInput
          aria-label="Account"
          placeholder="How its name begins, or the whole of it as it was sent"
          leftSection={<IconSearch size={15} />}
          size="sm"
          value={text}
          onChange={event => setText(event.currentTarget.value)}
          spellCheck={false}
          autoComplete="off"
          maxLength={512}
          data-filter
          autoFocus
        />
      </form>
      {isAsked ? (
        <Loaded query={query}>
          {accounts =>
            accounts.length ? (
              <Panel
                title={accounts.length === 20 ? 'The first twenty' : 'Found'}
                about="Enter opens the first."
              >
                <ul className={style.found}>
                  {accounts.map(account => (
                    <li key={account}>
                      <QuickLink to={accountPage(account)} className="mono">
                        <Said>{account}</Said>
                      </QuickLink>
                    </li>
                  ))}
                </ul>
              </Panel>
            ) : (
              <Empty title="No account’s name begins so">
                Names are compared as they are stored, large and small letters apart. What looks like an
                address or a key is found only whole.
              </Empty>
            )
          }
        </Loaded>
      ) : (
        <Empty title="Which account?">
          Two letters are enough. Those of a campaign stand, with their part in it, on{' '}
          <Link to="/campaigns">the campaign’s page</Link>.
        </Empty>
      )}
    </Page>
  );
}
