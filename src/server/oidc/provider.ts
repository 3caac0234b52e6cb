import * as client from 'openid-client';
import { StillwatchError } from '../../errors.ts';
import { isThisMachine, type OidcConfig } from './config.ts';

/** What somebody takes along to the provider and has to bring back. */
export interface Errand {
  state: string;
  nonce: string;
  /** Of PKCE: only who began can use the code. */
  verifier: string;
}

export type Claims = Readonly<Record<string, unknown>>;

/** Seconds: for one answer of the provider; and how far its clock may be off. */
const PATIENCE = 10;
const CLOCKS = 30;

/** The OpenID provider: authorization code with PKCE, state and nonce. */
export class Provider {
  readonly config: OidcConfig;
  readonly #callback: () => string;
  #known: Promise<client.Configuration> | undefined;

  /** @param callback the address of ours that it sends people back to, as it is registered there */
  constructor(config: OidcConfig, callback: () => string) {
    this.config = config;
    this.#callback = callback;
  }

  /** Where to send somebody who wants to sign in, and what to remember of it. `again`: as somebody else than last time. */
  async begin(again: boolean): Promise<{ to: URL; errand: Errand }> {
    const errand = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    };
    const to = client.buildAuthorizationUrl(await this.#configuration(), {
      redirect_uri: this.#callback(),
      scope: this.config.scope,
      response_type: 'code',
      state: errand.state,
      nonce: errand.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(errand.verifier),
      code_challenge_method: 'S256',
      ...(again && { prompt: 'login' }),
    });
    return { to, errand };
  }

  /**
   * What the provider says of who came back.
   * @param query as it came, with the question mark
   * @throws StillwatchError OIDC_REFUSED, OIDC_UNREACHABLE
   */
  async end(query: string, { state, nonce, verifier }: Errand): Promise<Claims> {
    const configuration = await this.#configuration();
    try {
      const tokens = await client.authorizationCodeGrant(configuration, new URL(query, this.#callback()), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims()!;
      if (!configuration.serverMetadata().userinfo_endpoint) return claims;
      // Many tell groups and e-mail addresses there alone. What the signed token says counts for more.
      const more = await client.fetchUserInfo(configuration, tokens.access_token, claims.sub);
      return { ...more, ...claims };
    } catch (error) {
      throw refusalOf(error, this.config);
    }
  }

  /** Asks for what the provider says of itself, so that what is wrong is known before somebody wants to sign in. */
  async greet(): Promise<void> {
    await this.#configuration();
  }

  #configuration(): Promise<client.Configuration> {
    this.#known ??= this.#discover().catch(error => {
      this.#known = undefined; // it may be up next time
      throw error;
    });
    return this.#known;
  }

  async #discover(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret: secret, clientAuth } = this.config;
    try {
      const found = await client.discovery(
        issuer,
        clientId,
        { [client.clockTolerance]: CLOCKS },
        authOf(secret, clientAuth),
        {
          timeout: PATIENCE,
          ...(isThisMachine(issuer) && { execute: [client.allowInsecureRequests] }),
        },
      );
      found.timeout = PATIENCE;
      return found;
    } catch (cause) {
      throw new StillwatchError(
        'OIDC_UNREACHABLE',
        `${issuer.host} does not say how to sign in`,
        `See whether ${issuer.href.replace(/\/$/, '')}/.well-known/openid-configuration answers from the machine of the service. A token works meanwhile.`,
        { cause },
      );
    }
  }
}

function authOf(secret: string | undefined, how: OidcConfig['clientAuth']): client.ClientAuth {
  if (secret === undefined) return client.None();
  return how === 'post' ? client.ClientSecretPost(secret) : client.ClientSecretBasic(secret);
}

/** In our words; what the provider wrote is not repeated, but for its error code. */
function refusalOf(error: unknown, { name, issuer }: OidcConfig): StillwatchError {
  const { error: code } = error as { error?: unknown };
  const said = typeof code === 'string' && /^[a-z_]{1,60}$/.test(code) ? code : undefined;
  if (said === 'invalid_client' || said === 'unauthorized_client')
    return new StillwatchError(
      'OIDC_REFUSED',
      `${name} does not take this service’s word (${said})`,
      'See client_id, the client’s secret and client_auth in oidc.json, and start the service again.',
      { cause: error },
    );
  const isSilent = error instanceof TypeError || (error as { code?: string }).code === 'OAUTH_TIMEOUT';
  if (isSilent)
    return new StillwatchError(
      'OIDC_UNREACHABLE',
      `${issuer.host} did not answer`,
      'Sign in again in a while. A token works meanwhile.',
      { cause: error },
    );
  return new StillwatchError(
    'OIDC_REFUSED',
    `${name} did not sign you in${said ? ` (${said})` : ''}`,
    'Sign in again, from the beginning: what it sends back works once and not for long.',
    { cause: error },
  );
}
