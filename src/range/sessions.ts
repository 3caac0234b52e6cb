import type { Client } from './clients.ts';
import { modelAt, type Taste } from './models.ts';
import type { Network } from './networks.ts';
import { type Emit, type Message, type Sender, send, tokensOf } from './record.ts';
import type { Rng } from './rng.ts';
import { snippet } from './text/code.ts';
import { followup, passage, reply, request, type Voice } from './text/grammar.ts';
import { own } from './text/own.ts';
import type { World } from './world.ts';

/** A client someone uses, and how. */
export interface Use {
  client: Client;
  mode: 'chat' | 'agent' | 'script';
  weight: number;
}

/** Everything of a person that sessions need. Made anew on each active day from the account's seed, kept nowhere. */
export interface Profile {
  world: World;
  sender: Sender;
  uses: Use[];
  networks: (readonly [Network, number])[];
  voice: Voice;
  taste: Taste;
  /** Median output tokens, mean turns of a conversation, mean conversations of a session, median think time (ms). */
  output: number;
  turns: number;
  conversations: number;
  think: number;
  codes: boolean;
  /** The template and system prompt of the person's own scripts; {text} is the item. */
  job: string;
  jobSystem: string | null;
  runs: number;
}

/** Something that makes a person write outside their habit. */
export interface Occasion {
  ms: number;
  opening?: string;
  model?: string;
}

/** Calls of an agent's loop: seven or so, but one loop in sixteen goes on for a hundred. */
const LONG = { share: 1 / 16, median: 70, sigma: 0.8, most: 600 };
const STEPS = (1 - LONG.share) * 7 + LONG.share * LONG.median * Math.exp(LONG.sigma ** 2 / 2);

function loopSteps(rng: Rng): number {
  if (!rng.chance(LONG.share)) return rng.geometric(7);
  return Math.min(LONG.most, Math.ceil(rng.lognormal(LONG.median, LONG.sigma)));
}

export function sittingSize({ uses, turns, conversations, runs }: Profile): number {
  let [sum, total] = [0, 0];
  for (const { mode, weight } of uses) {
    sum += weight * (mode === 'script' ? runs : conversations * (mode === 'agent' ? STEPS : turns));
    total += weight;
  }
  return sum / total;
}

/** One sitting: a client, a network, and conversations, an agent's loops or a script's run. */
export function session(profile: Profile, ms: number, rng: Rng, emit: Emit, occasion?: Occasion): void {
  const chats = occasion?.opening ? profile.uses.filter(use => use.mode === 'chat') : profile.uses;
  const uses = chats.length > 0 ? chats : profile.uses;
  const use = rng.weighted(uses.map(u => [u, u.weight] as const));
  const network = rng.weighted(profile.networks);
  const shared = {
    sender: profile.sender,
    client: use.client,
    network,
    ip: network.address(rng, ms),
    model: occasion?.model ?? modelAt(profile.taste, ms, rng),
  };
  const sitting = { profile, shared, rng, emit };
  if (use.mode === 'script' && !occasion?.opening) {
    run(sitting, ms);
    return;
  }
  let at = ms;
  for (let n = rng.geometric(profile.conversations), i = 0; i < n; i++) {
    const opening = i === 0 ? occasion?.opening : undefined;
    at = (use.mode === 'agent' ? loop : chat)(sitting, at, opening);
    at += rng.lognormal(2 * profile.think, 1);
  }
}

interface Sitting {
  profile: Profile;
  /** What all of its exchanges have in common. */
  shared: { sender: Sender; client: Client; network: Network; ip: string; model: string };
  rng: Rng;
  emit: Emit;
}

/** A conversation: each turn sends what was said before, the client cuts the middle of long ones. */
function chat({ profile, shared, rng, emit }: Sitting, start: number, opening?: string): number {
  const { voice } = profile;
  const turns = opening === undefined ? first(profile, rng) : [opening];
  const conversation = `c_${rng.hex(14)}`;
  let messages: Message[] = [];
  let hidden = 0;
  let at = start;
  for (let n = Math.max(rng.geometric(profile.turns), turns.length), i = 0; i < n; i++) {
    const content =
      turns[i] ?? (rng.chance(0.55) ? followup(voice, rng) : request(voice, rng, { greet: false }));
    messages = [...messages, { role: 'user', content }];
    const output = rng.lognormal(profile.output, 0.9);
    send(profile.world, { ...shared, conversation, messages, hidden, output }, at, rng, emit);
    if (i === n - 1) break;
    messages.push({ role: 'assistant', content: reply(voice, rng, 1 + rng.int(3)) });
    hidden += Math.round(output) - tokensOf(messages.at(-1)!.content);
    if (messages.length > 5) {
      for (const cut of messages.slice(1, -3)) hidden += tokensOf(cut.content);
      messages = [messages[0]!, ...messages.slice(-3)];
    }
    hidden = Math.max(0, hidden);
    at += output * 18 + rng.lognormal(profile.think, 1.1);
  }
  return at;
}

/** An agent's loop: one request, then a call per tool result, seconds apart, the context growing. */
function loop({ profile, shared, rng, emit }: Sitting, start: number, opening?: string): number {
  const { voice } = profile;
  const conversation = `c_${rng.hex(14)}`;
  const content =
    opening ?? `${request(voice, rng, { greet: false })}${rng.chance(0.4) ? `\n\n${snippet(rng)}` : ''}`;
  let messages: Message[] = [{ role: 'user', content }];
  let hidden = 400 + rng.int(6000);
  let at = start;
  for (let n = loopSteps(rng), i = 0; i < n; i++) {
    const last = i === n - 1;
    const output = rng.lognormal(last ? profile.output : profile.output * 0.6, 0.8);
    send(
      profile.world,
      { ...shared, conversation, messages, hidden, output, stop: last ? 'end_turn' : 'tool_use' },
      at,
      rng,
      emit,
    );
    // Agents compact what no longer fits.
    hidden = Math.min(150_000, hidden + (rng.lognormal(700, 1) | 0));
    const step: Message = { role: 'assistant', content: reply(voice, rng, 1) };
    messages = [messages[0]!, step, { role: 'tool', content: snippet(rng) }];
    at += output * 15 + rng.lognormal(6000, 0.9);
  }
  return at;
}

/** A script's run: its template over item after item, one turn each. */
function run({ profile, shared, rng, emit }: Sitting, start: number): void {
  const { voice, job, jobSystem } = profile;
  let at = start;
  const pause = rng.lognormal(3000, 0.8);
  for (let n = rng.geometric(profile.runs), i = 0; i < n; i++) {
    const text = profile.codes && rng.chance(0.4) ? snippet(rng) : own(profile.world, voice, rng);
    const messages: Message[] = [{ role: 'user', content: job.replace('{text}', () => text) }];
    const output = rng.lognormal(profile.output, 0.6);
    send(
      profile.world,
      { ...shared, conversation: null, system: jobSystem, messages, output },
      at,
      rng,
      emit,
    );
    at += output * 12 + rng.exponential(pause);
  }
}

/** A conversation's opening turns: own words, sometimes with something pasted. */
function first({ world, voice, codes }: Profile, rng: Rng): string[] {
  const { human } = world.prompts;
  // Real texts are few beside a world's conversations: one in seven is sent as it is, the rest are excerpts in own words.
  if (human.length > 0 && rng.chance(0.15)) return rng.pick(human);
  const text = own(world, voice, rng);
  if (codes && rng.chance(0.35)) return [`${text}\n\n${snippet(rng)}`];
  return rng.chance(0.12) ? [`${text}\n\n${passage(voice, rng, 3 + rng.int(8))}`] : [text];
}
