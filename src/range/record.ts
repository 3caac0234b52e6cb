import type { ExchangeInput } from '../exchange/index.ts';
import type { Client } from './clients.ts';
import type { Network } from './networks.ts';
import type { Rng } from './rng.ts';
import { failing, type World } from './world.ts';

export type Role = 'harvester' | 'ordinary' | 'pooled';

/** One line of accounts.jsonl. */
export interface AccountRecord {
  account: string;
  created: string;
  country: string;
  plan: string;
  program: string | null;
  verification: string;
  org: string | null;
  email_domain: string;
  email_hash: string;
  phone_hash: string | null;
  payment_hash: string | null;
}

/** Who an account is in truth. */
export interface Member {
  record: AccountRecord;
  role: Role;
  operator?: string;
  /** Of a relay that a campaign hides in: `pooled` after all, if no harvest came through it. */
  inRelay?: boolean;
}

/** Takes one exchange; `harvest` labels the exchanges of campaign accounts. */
export type Emit = (exchange: Exchange, ms: number, harvest?: boolean) => void;

/**
 * What generates together: one account, or several that one queue feeds. `day` is called once for each day in
 * order; it may emit times past that day, never before it.
 */
export interface Unit {
  members(): Iterable<Member>;
  day(day: number, emit: Emit): void;
}

export interface Message {
  role: 'user' | 'assistant' | 'tool';
  content: string;
}

/** An account as its requests show it. */
export interface Sender {
  account: string;
  org: string | null;
  apiKey: string | null;
}

/** An exchange as the range writes it: every field stands in every record, whoever sent it. */
export type Exchange = ExchangeInput & { client: NonNullable<ExchangeInput['client']> };

export interface Shot {
  sender: Sender;
  client: Client;
  network: Network;
  ip: string;
  model: string;
  conversation: string | null;
  system?: string | null;
  messages: Message[];
  /** Tokens of history that the client sent and the log cut. */
  hidden?: number;
  output: number;
  stop?: string;
}

/** Characters per token: about four in alphabets, about one in Chinese. */
export const tokensOf = (text: string): number =>
  Math.ceil(text.length * (text.charCodeAt(text.length >> 1) > 0x2e80 ? 0.8 : 0.26));

function exchange(world: World, shot: Shot, ms: number, rng: Rng): Exchange {
  const { sender, client, network, messages } = shot;
  const system = shot.system === undefined ? client.system : shot.system;
  const limit = client.maxTokens ?? 64_000;
  const output = Math.max(1, Math.round(shot.output));
  let input = 8 + (shot.hidden ?? 0) + (system ? tokensOf(system) : 0) + (client.tools?.length ?? 0) * 60;
  for (const message of messages) input += 4 + tokensOf(message.content);
  const answered = !rng.chance(failing(world, ms) + timeOut(client, output));
  return {
    id: `ex_${rng.hex(20)}`,
    time: new Date(ms).toISOString(),
    account: sender.account,
    org: sender.org,
    api_key: client.channel === 'api' ? sender.apiKey : null,
    channel: client.channel,
    model: shot.model,
    conversation: client.threads ? shot.conversation : null,
    client: {
      ip: shot.ip,
      asn: network.asn,
      country: network.country,
      user_agent: client.userAgent,
      ja4: client.ja4,
    },
    request: {
      system,
      messages,
      max_tokens: client.maxTokens,
      temperature: client.temperature,
      top_p: client.topP,
      n: 1,
      stream: client.stream,
      tools: client.tools,
    },
    response: {
      text: null,
      reasoning: null,
      stop_reason: !answered ? null : output >= limit ? 'max_tokens' : (shot.stop ?? 'end_turn'),
      input_tokens: input,
      output_tokens: answered ? Math.min(output, limit) : 0,
    },
  };
}

/** A client that waits for the whole answer gives up on some of the long ones, whoever sends it. */
const timeOut = (client: Client, output: number): number =>
  client.stream ? 0 : Math.min(0.03, output / 150_000);

/** Times a request is tried again before a library gives up. */
const RETRIES = 5;

/** Sends one request; a request without an answer is mostly repeated, later each time, as client libraries do. */
export function send(
  world: World,
  shot: Shot,
  ms: number,
  rng: Rng,
  emit: Emit,
  harvest?: boolean,
  retries = RETRIES,
): void {
  const sent = exchange(world, shot, ms, rng);
  emit(sent, ms, harvest);
  if (sent.response?.stop_reason !== null || retries === 0 || !rng.chance(0.7)) return;
  const wait = 2000 * 2 ** (RETRIES - retries) * rng.between(0.5, 1.5) + rng.exponential(15_000);
  send(world, shot, ms + wait, rng, emit, harvest, retries - 1);
}
