import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Campaign } from '../detect/index.ts';
import type { Service, ServiceOptions } from '../server/index.ts';
import type { Io } from './io.ts';
import { placeOf } from './options.ts';
import { version } from './version.ts';

/** What a command says of a service that it starts; the rest is the same for all. */
type Said = Partial<Omit<ServiceOptions, 'place'>> & { data?: string | undefined };

/** What scripts/build.mjs built of console/, where it has. */
function consoleFolder(): string | undefined {
  const folder = fileURLToPath(new URL('../console', import.meta.url));
  return existsSync(join(folder, 'index.html')) ? folder : undefined;
}

/** Starts the service in this process, with the page of campaigns; `link` opens it. */
export async function startHere(
  { data, ...said }: Said,
  io: Io,
): Promise<{ service: Service; link: string }> {
  const [{ startService }, { contentSecurityPolicy, page }] = await Promise.all([
    import('../server/index.ts'),
    import('./page.ts'),
  ]);
  const service = await startService({
    host: '127.0.0.1',
    port: 7717,
    detectEvery: 6 * 3_600_000,
    alpha: 0.01,
    logLevel: 'warn',
    ownToken: true,
    ...said,
    place: placeOf(data, io),
    version: version(),
    console: consoleFolder(),
    page: {
      contentSecurityPolicy,
      render: document => page((document as { campaigns: Campaign[] }).campaigns),
    },
  });
  const { sessionToken } = service;
  const address = said.publicUrl ?? service.address;
  return { service, link: sessionToken ? `${address}/?token=${sessionToken}` : address };
}
