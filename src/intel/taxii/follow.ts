import { StillwatchError } from '../../errors.ts';
import type { Feed } from './feeds.ts';
import { Inbox } from './inbox.ts';
import { type Pulled, pull } from './pull.ts';

interface Options {
  data: string;
  /** Where the tokens are. */
  env: Record<string, string | undefined>;
  signal: AbortSignal;
  most?: number | undefined;
  onPage?: (so: Pulled) => void;
  onWait?: (seconds: number, why: string) => void;
  /** One partner’s server that is down keeps no other’s from being read. */
  onFailure(feed: Feed, error: StillwatchError): void;
}

/** Takes what is new in feeds, one after another, into the inbox. */
export async function pullFeeds(feeds: readonly Feed[], options: Options): Promise<Pulled[]> {
  const { data, env, signal, most, onPage, onWait, onFailure } = options;
  const inbox = new Inbox(data);
  const pulled: Pulled[] = [];
  for (const feed of feeds) {
    const { user, insecure, token_env } = feed;
    const peer = { user, insecure, token: env[token_env], signal, ...(onWait && { onWait }) };
    const put = inbox.put.bind(inbox);
    try {
      pulled.push(await pull(feed, peer, { data, put, onPage, ...(most && { most }) }));
    } catch (error) {
      if (!(error instanceof StillwatchError)) throw error;
      onFailure(feed, error);
    }
  }
  return pulled;
}
