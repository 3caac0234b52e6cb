import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { testProvider } from '../../src/server/testing/provider.ts';
import type { Store } from '../../src/store/index.ts';
import type { Campaign } from '../src/api/types.ts';
import { hostile, sendable } from './campaigns.ts';
import { keepLineageTest } from './lineage.ts';
import { PLAY, recording } from './play.ts';

// The console as people meet it: the built program in a process of its own, and a real browser. `npm test` builds both first.

const dist = new URL('../../dist/', import.meta.url);
const program = fileURLToPath(new URL('../../bin/stillwatch.js', import.meta.url));

/** When the campaigns were found. */
const UNTIL = '2026-05-13T00:00:00.000Z';

export interface World {
  address: string;
  /** A token by name. */
  token: Record<'ana' | 'ben' | 'viv', string>;
  stop(): Promise<void>;
}

/** A service over a store with these campaigns, and exchanges of their accounts. */
export async function serve(campaigns: readonly Campaign[]): Promise<World> {
  if (!existsSync(new URL('console/index.html', dist)))
    throw new Error('The console is not built: node scripts/build.mjs');
  const data = mkdtempSync(join(tmpdir(), 'stillwatch-console-'));
  const [{ openStore }, { keepDocument }, { ingest }, { installationKey }, { addToken, roles }, intel] =
    await Promise.all(
      ['store', 'detect/keep', 'ingest', 'exchange', 'server', 'intel'].map(
        room => import(new URL(room.includes('/') ? `${room}.js` : `${room}/index.js`, dist).href),
      ),
    );
  const store = await openStore({ data });
  try {
    const file = join(data, 'exchanges.jsonl');
    writeFileSync(file, campaigns.flatMap(linesOf).join(''));
    await ingest(store, [file], { data, pseudonyms: installationKey(data) });
    for (const campaign of campaigns) {
      await keepDocument(store, campaign, UNTIL);
      // As a detection keeps which streams are a campaign's: here each account is one, of a single context.
      await store.insertSelect(
        'campaign_streams',
        `SELECT DISTINCT {id:String}, parseDateTime64BestEffort({until:String}, 3, 'UTC'), xxh3(account, if(account = '', xxh3(account), 0))
         FROM exchanges WHERE startsWith(id, {id:String})`,
        { params: { id: campaign.id, until: UNTIL } },
      );
    }
    await hearOf(intel, store, data, campaigns[0]!.id);
  } finally {
    await store.close();
  }
  const play = join(data, 'plays', PLAY);
  mkdirSync(play, { recursive: true });
  writeFileSync(
    join(play, 'play.jsonl'),
    recording()
      .map(line => `${JSON.stringify(line)}\n`)
      .join(''),
  );
  keepLineageTest(data, 'suspect-1');
  const token = {
    ana: addToken(data, 'ana', roles.analyst, null),
    ben: addToken(data, 'ben', roles.approver, null),
    viv: addToken(data, 'viv', roles.viewer, null),
  };
  const provider = await testProvider({
    'u-7': { email: 'kim@example.com', email_verified: true, groups: ['owners'] },
    'u-8': { email: 'guest@example.com', email_verified: true, groups: [] },
  });
  const { issuer, clientId, clientSecret } = provider;
  const settings = { issuer, name: 'Example', client_id: clientId, client_secret_env: 'OIDC_SECRET' };
  const file = join(data, 'oidc.json');
  writeFileSync(file, JSON.stringify({ ...settings, claim: 'groups', roles: { owners: 'admin' } }));
  const child = spawn(
    process.execPath,
    [program, 'serve', '--port', '0', '--detect-every', 'off', '--data', data, '--log', 'error'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, STILLWATCH_STORE: '', OIDC_SECRET: clientSecret },
    },
  );
  const gone = new Promise(resolve => child.once('exit', resolve));
  const address = await new Promise<string>((resolve, reject) => {
    gone.then(() => reject(new Error('the service ended')));
    createInterface({ input: child.stdout }).on('line', line => {
      const [found] = /http:\/\/[\w.:]+\d/.exec(line) ?? [];
      if (found) resolve(found);
    });
  });
  provider.provide(`${address}/v1/session/oidc/callback`);
  while (!(await fetch(`${address}/readyz`)).ok) await new Promise(done => setTimeout(done, 100));
  return {
    address,
    token,
    async stop() {
      child.kill('SIGTERM');
      await gone;
      await provider.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** A partner tells of a campaign whose accounts show what ours do, under a name that nobody should be shown as it is. */
async function hearOf(
  intel: typeof import('../../src/intel/index.ts'),
  store: Store,
  data: string,
  id: string,
) {
  intel.addPartner(data, { name: 'North', unsigned: true });
  const asked = { level: 'amber', origin: 'North AI', community: undefined } as const;
  const { objects } = (await intel.exportCampaign(store, id, asked)).bundle;
  const said = objects.map(one => {
    if (one.type === 'campaign') return { ...one, name: sendable(hostile(7)) };
    return one.type === 'indicator' ? { ...one, valid_until: '2099-01-01T00:00:00.000Z' } : one;
  });
  await intel.importObjects(store, Readable.from(said), { data, partner: 'North', source: 'a test' });
}

/** A few exchanges of each account, over the time of the campaign, by one client and to one list of prompts. */
function linesOf({ id, accounts, models, first_seen, last_seen }: Campaign): string[] {
  const [from, to] = [Date.parse(first_seen), Date.parse(last_seen)];
  const model = sendable(Object.keys(models)[0]!);
  return accounts.flatMap(({ account }, i) =>
    [0, 1, 2].map(n => {
      const time = new Date(to - ((to - from) / 3) * n - i * 1000).toISOString();
      return `${JSON.stringify({
        id: `${id}-${i}-${n}`,
        time,
        account,
        model,
        // A quarter of the first campaign's by a client that a partner knows too.
        client: {
          user_agent: i < 16 && id.endsWith('0001') ? 'Northern/1.0' : `client of ${model}`,
          ja4: 't13d1516h2_8daaf6152771_b186095e22b6',
        },
        request: { prompt: `This is the list that everybody goes through: part ${n} of it` },
        response: { input_tokens: 30, output_tokens: 400 },
      })}\n`;
    }),
  );
}

/** A browser of this system, or the one that a package brings. */
export async function browse(): Promise<Browser> {
  const own = [
    process.env['CHROMIUM'],
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  let path = own.find(one => one && existsSync(one));
  if (!path) path = await (await import('@sparticuz/chromium')).default.executablePath();
  return chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-gpu'] });
}
