import { EmbeddedStore } from './embedded.ts';
import { migrate } from './migrate.ts';
import { ServerStore } from './server.ts';
import type { Store } from './store.ts';
import { dropLeftOver } from './temporary.ts';

export interface Place {
  /** The data folder: the embedded database, the installation key, spool files. */
  data: string;
  /** A ClickHouse server's address instead of the embedded engine: http(s)://user:password@host:port/database. */
  server?: string;
  /** With `server`: the cluster on which tables are replicated and distributed. */
  cluster?: string;
}

/** Opens the store and brings its tables up to this version. */
export async function openStore({ data, server, cluster }: Place): Promise<Store> {
  const store = server ? await ServerStore.open(server) : EmbeddedStore.open(data);
  try {
    await migrate(store, server ? cluster : undefined);
    await dropLeftOver(store);
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}
