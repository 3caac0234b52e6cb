import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { userInfo } from 'node:os';
import { pino } from 'pino';
import { StillwatchError } from '../errors.ts';
import { installationKey } from '../exchange/index.ts';
import type { FormatOptions } from '../ingest/index.ts';
import { sharingOperations, taxii } from '../intel/index.ts';
import { operations as all, type Operation, policiesFolder } from '../policy/index.ts';
import { hold, knownHolder, type Place } from '../store/index.ts';
import { buildApp } from './front/app.ts';
import type { Context, Page } from './front/context.ts';
import { Cookies } from './front/cookies.ts';
import { Decider } from './front/decide.ts';
import { Known } from './front/known.ts';
import { EngineLink } from './front/link.ts';
import { Metrics } from './front/metrics.ts';
import { Plays } from './front/plays.ts';
import { PoliciesInForce } from './front/policies.ts';
import { CALLBACK } from './front/routes/sign-in.ts';
import { SignIn } from './front/sign-in.ts';
import { lagOf } from './front/status.ts';
import { Journal, type JournalOptions } from './journal.ts';
import { groundOf, readOidcConfig } from './oidc/config.ts';
import { Provider } from './oidc/provider.ts';
import { People } from './people.ts';
import { scopes } from './roles.ts';
import { journalFolder } from './segments.ts';
import { Sessions } from './sessions.ts';
import { newToken, Tokens } from './tokens.ts';

export interface ServiceOptions {
  place: Place;
  host: string;
  /** 0: any that is free. */
  port: number;
  /** Milliseconds between detections; 0: none by themselves. */
  detectEvery: number;
  alpha: number;
  /** Milliseconds between looks at what is subscribed to; by default none by itself. */
  pullEvery?: number | undefined;
  /** Models that are held, not let through, while nothing is known; * for all. */
  closed?: readonly string[];
  version?: string;
  page?: Page;
  /** The folder of the built console; without it there is the page alone. */
  console?: string | undefined;
  /** The folder of the policies in force; by default the data folder's own, else the shipped ones. */
  policies?: string | undefined;
  formatOptions?: FormatOptions;
  /** Of hooks: a header in which the gateway says whose request it is. */
  accountHeader?: string | undefined;
  /** A token of this run, though there are others: for who started the service in its own process. */
  ownToken?: boolean;
  /** Where people find it, `https://stillwatch.example.com`: what stands before it speaks TLS. By default where it listens. */
  publicUrl?: string | undefined;
  /** The settings of sign-in; by default `oidc.json` in the data folder, where it is there. */
  oidc?: string | undefined;
  journal?: JournalOptions;
  logLevel?: string;
  /** For tests: other operations, and the engine's program that has them too. */
  operations?: readonly Operation[];
  engine?: URL;
}

export interface Service {
  /** `http://127.0.0.1:7717`: where it listens. */
  address: string;
  /** The secret of the token of this run, where there are no others. */
  sessionToken: string | undefined;
  /** Of the process that has the store. */
  enginePid(): number | undefined;
  /** Finishes what it has begun and stops; loses nothing that was acknowledged. */
  close(): Promise<void>;
}

/** How long requests that are under way may take when the service stops. */
const FINISH = 10_000;

const isLoopback = (host: string) => /^(127\.\d+\.\d+\.\d+|::1|localhost)$/.test(host);

/** Starts the service: this process answers, a child has the store. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { place, host, port, detectEvery, alpha, logLevel = 'info' } = options;
  const { data } = place;
  mkdirSync(data, { recursive: true, mode: 0o700 });
  let address = '';
  const outside = () => options.publicUrl ?? address;
  const { signIn, sessions } = openSignIn(options, outside);
  const tokens = new Tokens(data);
  let sessionToken: string | undefined;
  if ((tokens.size === 0 && !signIn) || options.ownToken) {
    if (tokens.size === 0 && !signIn && !isLoopback(host))
      throw new StillwatchError(
        'TOKENS_NEEDED',
        `${host} can be reached from other machines, and there are no tokens`,
        'Make one first: stillwatch token add NAME --scope ingest,decide for gateways, --role analyst for people, with the same --data. Or listen on 127.0.0.1.',
      );
    const { token, secret } = newToken('session', scopes);
    tokens.addOwn(token);
    sessionToken = secret;
  }
  const release = lock(data);
  let journal: Journal | undefined;
  let policies: PoliciesInForce | undefined;
  try {
    const log = pino({ name: 'front', level: logLevel }, pino.destination(2));
    const known = new Known();
    await known.load(data);
    const link = new EngineLink({
      program: options.engine ?? new URL('./engine/main.js', import.meta.url),
      engine: { place, detectEvery, alpha, pullEvery: options.pullEvery ?? 0, logLevel },
      log,
      onFeed: message => known.take(message),
    });
    journal = new Journal(data, { ...options.journal, onClosed: () => link.drain() });
    const pseudonyms = installationKey(data);
    const inForce = await PoliciesInForce.open(options.policies ?? policiesFolder(data), log, texts =>
      link.note('policies', texts, userInfo().username),
    );
    policies = inForce;
    let isStopping = false;
    const context: Context = {
      data,
      version: options.version ?? '0',
      started: new Date(),
      log,
      tokens,
      sessions,
      cookies: new Cookies(options.publicUrl?.startsWith('https:') ?? false),
      signIn,
      known,
      journal,
      link,
      decider: new Decider(known, facts => inForce.decide(facts), pseudonyms, options.closed ?? []),
      metrics: metricsOf(known, journal, link),
      pseudonyms,
      accountHeader: options.accountHeader?.toLowerCase(),
      formatOptions: options.formatOptions ?? {},
      operations: [
        ...(options.operations ?? all),
        ...taxii.intelOperations(data),
        ...sharingOperations(data),
      ],
      policies: inForce,
      plays: new Plays(data, options.version ?? '0', log),
      page: options.page,
      console: options.console,
      stopping: () => isStopping,
    };
    const app = await buildApp(context);
    await app.listen({ host, port });
    link.start();
    const { port: bound } = app.server.address() as AddressInfo;
    address = `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
    signIn
      ?.greet()
      .catch(({ code, message }) => log.warn({ code, reason: message }, 'nobody can sign in by it yet'));
    return {
      address,
      sessionToken,
      enginePid: () => link.pid,
      async close() {
        isStopping = true;
        inForce.close();
        const late = setTimeout(() => app.server.closeAllConnections(), FINISH);
        await app.close();
        clearTimeout(late);
        await context.plays.close();
        await context.journal.close();
        await link.stop();
        release();
      },
    };
  } catch (error) {
    await journal?.close();
    policies?.close();
    release();
    throw error;
  }
}

/** Who signs in by a provider, where one is set; and who has. */
function openSignIn({ place: { data }, host, publicUrl, oidc }: ServiceOptions, outside: () => string) {
  const config = readOidcConfig(data, oidc, process.env);
  const sessions = new Sessions(data, config && groundOf(config));
  if (!config) return { signIn: undefined, sessions };
  if (!publicUrl && !isLoopback(host))
    throw new StillwatchError(
      'OIDC_INVALID',
      'where the provider shall send people back to is not known',
      `Say where they find the service: --public-url https://…, and register that with ${CALLBACK} there.`,
    );
  const provider = new Provider(config, () => `${outside()}${CALLBACK}`);
  return { signIn: new SignIn({ provider, people: new People(data), sessions }), sessions };
}

/** One front a folder: two would write one journal. */
function lock(data: string): () => void {
  const folder = journalFolder(data);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const other = knownHolder(folder);
  if (other)
    throw new StillwatchError(
      'SERVICE_RUNNING',
      `${data} is served already, by ${other}`,
      'Stop that one, or choose another folder with --data DIR.',
    );
  return hold(folder);
}

const metricsOf = (known: Known, journal: Journal, link: EngineLink) =>
  new Metrics({
    snapshot: () => ({
      accounts: known.snapshot?.accounts ?? 0,
      inCampaigns: known.snapshot?.inCampaigns ?? 0,
      known: known.snapshot !== undefined,
    }),
    journal: () => ({ bytes: journal.written.bytes, waiting: lagOf(journal).bytes }),
    engine: () => ({ up: link.up, restarts: link.restarts }),
  });
