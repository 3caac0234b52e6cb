import { Alert, Button, PasswordInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { api, told } from '../api/client.ts';
import { asFailure, type Failure } from '../api/failure.ts';
import { sessionQuery, waysQuery } from '../api/queries.ts';
import { cleanLine } from '../text/clean.ts';
import style from './sign-in.module.css';

/** What went wrong on the way by the provider: the address has only its code, for whoever makes a link can write into it. */
const problems: Record<string, [what: string, mend: string]> = {
  LINK_PUSHED: [
    'Another page opened that link',
    'It could sign you in as somebody else. If it is yours, paste it into the address bar, or its token here.',
  ],
  OIDC_STATE: [
    'That sign-in could not be ended',
    'It was begun in another window or browser, took over ten minutes, or came back twice. Sign in again.',
  ],
  OIDC_REFUSED: [
    'The provider did not sign you in',
    'Sign in again. If it stays so, the log of the service says why, to whoever runs it.',
  ],
  OIDC_NO_ROLE: [
    'You are known there, and have no role here',
    'Ask who runs Stillwatch to give you one, or sign in as somebody else.',
  ],
  OIDC_UNREACHABLE: ['The provider does not answer', 'Try again in a while, or sign in with a token.'],
};

export function SignIn() {
  const { to, problem } = useSearch({ from: '/sign-in' });
  const { data: ways } = useQuery(waysQuery);
  useEffect(() => {
    document.title = 'Sign in · Stillwatch';
  }, []);
  const provider = ways?.provider;
  const said = problem && Object.hasOwn(problems, problem) ? problems[problem] : undefined;
  const start = new URLSearchParams({
    ...(to ? { to } : {}),
    // Without this it would sign the same person in again, unasked.
    ...(problem === 'OIDC_NO_ROLE' ? { again: '1' } : {}),
  });
  return (
    <main className={style.sign}>
      <div className={style.card}>
        <h1>Sign in to Stillwatch</h1>
        {said ? (
          <Alert color="red" variant="light" title={said[0]} role="alert">
            {said[1]}
          </Alert>
        ) : null}
        {provider ? (
          <>
            <Button component="a" href={`${provider.start}?${start}`} size="sm" fullWidth>
              Sign in with {cleanLine(provider.name)}
            </Button>
            <p className={style.or}>or</p>
          </>
        ) : null}
        <WithToken to={to} isSecond={provider !== undefined && provider !== null} />
      </div>
    </main>
  );
}

function WithToken({ to, isSecond }: { to: string | undefined; isSecond: boolean }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [token, setToken] = useState('');
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);

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
    <form onSubmit={submit} className={style.form}>
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
        autoFocus={!isSecond}
        spellCheck={false}
        error={
          failure
            ? failure.status === 401
              ? 'This token is not valid, or has run out.'
              : `${failure.message}. ${failure.mend}`
            : undefined
        }
      />
      <Button
        type="submit"
        size="sm"
        variant={isSecond ? 'default' : 'filled'}
        loading={busy}
        disabled={token.trim() === ''}
        fullWidth
      >
        Sign in{isSecond ? ' with a token' : ''}
      </Button>
      <p className={style.help}>
        No token yet? On the machine of the service:
        <code>stillwatch token add NAME --role analyst</code>
      </p>
    </form>
  );
}
