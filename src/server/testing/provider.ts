/// <reference path="./oidc-provider.d.ts" />
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export interface Person {
  email?: string;
  email_verified?: boolean;
  groups?: string[];
}

/** A real OpenID provider at an address of its own, whose sign-in page is a link for each person. */
export interface TestProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** By subject; may be changed while it runs. */
  people: Record<string, Person>;
  /** Begins to answer: where it may send people back to is known now. */
  provide(callback: string): void;
  close(): Promise<void>;
}

export async function testProvider(people: Record<string, Person>): Promise<TestProvider> {
  let handle: (request: IncomingMessage, response: ServerResponse) => unknown = (_, response) =>
    response.writeHead(503).end();
  const server = createServer((request, response) => void handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [clientId, clientSecret] = ['stillwatch', 'a secret of sixteen letters or more'];
  return {
    issuer,
    clientId,
    clientSecret,
    people,
    provide(callback) {
      const provider = providerOf(
        issuer,
        { client_id: clientId, client_secret: clientSecret },
        callback,
        people,
      );
      const rest = provider.callback();
      handle = (request, response) => {
        const { pathname, searchParams } = new URL(request.url!, issuer);
        const [, uid] = /^\/interaction\/([\w-]+)$/.exec(pathname) ?? [];
        if (!uid) return rest(request, response);
        const accountId = searchParams.get('as');
        if (accountId === 'nobody')
          return provider.interactionFinished(request, response, { error: 'access_denied' });
        if (accountId) return provider.interactionFinished(request, response, { login: { accountId } });
        const links = Object.keys(people).map(name => `<p><a href="?as=${name}">${name}</a></p>`);
        return response
          .writeHead(200, { 'content-type': 'text/html' })
          .end(`<h1>Who are you?</h1>${links.join('')}`);
      };
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function providerOf(
  issuer: string,
  client: { client_id: string; client_secret: string },
  callback: string,
  people: Record<string, Person>,
): Provider {
  return new Provider(issuer, {
    clients: [{ ...client, redirect_uris: [callback], token_endpoint_auth_method: 'client_secret_basic' }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['groups'] },
    cookies: { keys: ['a key of tests'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, accountId) => ({
      accountId,
      claims: async () => ({ sub: accountId, ...people[accountId] }),
    }),
    // Nobody is asked whether the service may know who they are.
    async loadExistingGrant({ oidc }) {
      const { session, client, provider } = oidc;
      const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
}
