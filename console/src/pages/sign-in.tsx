import { Button, PasswordInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { api, told } from '../api/client.ts';
import { asFailure, type Failure } from '../api/failure.ts';
import { sessionQuery } from '../api/queries.ts';
import style from './sign-in.module.css';

export function SignIn() {
  const { to } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const client = useQueryClient();
  const [token, setToken] = useState('');
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    document.title = 'Sign in · Stillwatch';
  }, []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const session = await told(api.POST('/v1/session', { body: { token: token.trim() } }));
      client.clear();
      client.setQueryData(sessionQuery.queryKey, session);
      await navigate({ to: to ?? '/overview', replace: true });
    } catch (error) {
      setFailure(asFailure(error));
      setBusy(false);
    }
  };

  return (
    <main className={style.sign}>
      <form onSubmit={submit} className={style.card}>
        <h1>Sign in to Stillwatch</h1>
        <p className="quiet">
          With a token of this service. It is kept in a cookie that no script can read, until the browser is
          closed.
        </p>
        <PasswordInput
          label="Token"
          placeholder="sw_…"
          value={token}
          onChange={event => setToken(event.currentTarget.value)}
          autoComplete="off"
          autoFocus
          spellCheck={false}
          error={
            failure
              ? failure.status === 401
                ? 'This token is not valid, or has run out.'
                : `${failure.message}. ${failure.mend}`
              : undefined
          }
        />
        <Button type="submit" size="sm" loading={busy} disabled={token.trim() === ''} fullWidth>
          Sign in
        </Button>
        <p className={style.help}>
          No token yet? On the machine of the service:
          <code>stillwatch token add NAME --scope read,act</code>
        </p>
      </form>
    </main>
  );
}
