import type { Command } from 'commander';
import type { Io } from '../io.ts';
import { wholeFrom, withData } from '../options.ts';
import { withStore } from '../place.ts';
import { Stopped, untilStopped } from '../stop.ts';

export const PORT = 7717;
export const port = wholeFrom(0, 65_535);

interface Options {
  port: number;
  host: string;
  data?: string;
}

export function serveCommand(program: Command, io: Io): void {
  const command = program
    .command('serve')
    .summary('show the campaigns in a browser')
    .description(
      'Serves one page with the campaigns stored. It asks nobody who they are, so keep it on this machine.\nIt holds the data folder while it runs. The console, the ingest endpoints and the decision API are not built yet.',
    )
    .option('--port <n>', 'the port', port, PORT)
    .option('--host <address>', 'the address to listen on', '127.0.0.1');
  withData(command).action((options: Options) =>
    withStore(io, options.data, async store => {
      const [{ listCampaigns }, { servePage }, { page }] = await Promise.all([
        import('../../detect/index.ts'),
        import('../http.ts'),
        import('../page.ts'),
      ]);
      const server = await servePage({
        host: options.host,
        port: options.port,
        tries: 1,
        async render() {
          const campaigns = await listCampaigns(store);
          return { html: page({ campaigns }), document: { campaigns } };
        },
      });
      io.out(`The campaigns are at ${server.address}. Stop with Ctrl-C.\n`);
      if (!server.loopback) io.err('Others can reach this address, and the page asks nobody who they are.\n');
      try {
        await untilStopped(() => new Promise(() => {}));
      } catch (error) {
        if (!(error instanceof Stopped)) throw error; // to be stopped is how serving ends well
      } finally {
        await server.close();
      }
    }),
  );
}
