import { StillwatchError } from '../../errors.ts';
import { type Item, inputUnlessRefused } from './item.ts';
import type { Mode } from './jobs.ts';
import { type Offer, offerShape, sha256, type Transcript, transcriptOf, wrongMessage } from './messages.ts';
import { at, MOST, PROOF, randomScalar, SIZE, sum, verify } from './oprf.ts';
import { Table, TOKEN } from './table.ts';
import { CHUNK, chunkOf, type Threads } from './threads.ts';

/** A partner that holds a set, however it is reached. Nothing that it says is believed. */
export interface Peer {
  name: string;
  offer(): Promise<unknown>;
  table(offer: Offer): Promise<Uint8Array>;
  answer(request: { epoch: string; mode: Mode; body: Buffer }): Promise<Uint8Array>;
}

interface Options {
  mode: Mode;
  threads: Threads;
  /** Base64 of the key that the partner had in an epoch before, or published; undefined where none is known. */
  keyOf?(epoch: string): Promise<string | undefined>;
  signal?: AbortSignal;
  onStep?: (step: 'blind' | 'ask' | 'finish') => void;
  now?: () => Date;
}

/** What a query found: of mode `match` which values, of mode `count` only how many. */
export interface Found {
  /** Those that the partner has too; undefined of mode `count`. */
  items?: Item[];
  count: number;
  /** Different values that were asked for. */
  asked: number;
  /** Values that were not of their kind, and not asked for. */
  refused: number;
  transcript: Transcript;
}

/**
 * Asks a partner which of these values it has too, or how many. It learns how many are asked for.
 * @throws StillwatchError PSI_VALUE, PSI_MESSAGE, PSI_PROOF, PSI_EPOCH; what the peer throws
 */
export async function query(
  peer: Peer,
  items: Iterable<Item> | AsyncIterable<Item>,
  options: Options,
): Promise<Found> {
  const { mode, threads, signal, onStep, now = () => new Date() } = options;
  const wanted = new Map<string, Item>();
  let refused = 0;
  for await (const item of items) {
    const input = inputUnlessRefused(item);
    if (input === undefined) refused++;
    else wanted.set(input, item);
    if (wanted.size > MOST) break; // refused below
  }
  const inputs = [...wanted.keys()];
  const offer = readOffer(await peer.offer(), mode, inputs.length);
  const known = await options.keyOf?.(offer.epoch);
  if (known !== undefined && known !== offer.key)
    throw wrongProof(`in the epoch ${offer.epoch} the partner had another key`);
  const table = await fetchTable(peer, offer);

  onStep?.('blind');
  const chunks = Array.from({ length: Math.ceil(inputs.length / CHUNK) }, (_, i) =>
    inputs.slice(i * CHUNK, (i + 1) * CHUNK),
  );
  // A count's answer comes in another order, so all must have one blind.
  const blind = mode === 'count' ? randomScalar() : undefined;
  const blinded = await Promise.all(
    chunks.map(inputs => threads.run('blind', { mode, inputs, ...(blind && { blind }) }, signal)),
  );
  const request = Buffer.concat(blinded.map(({ elements }) => elements));

  onStep?.('ask');
  const answer = Buffer.from(await peer.answer({ epoch: offer.epoch, mode, body: request }));
  const elements = answer.subarray(0, request.length);
  if (answer.length !== request.length + (blind ? 0 : PROOF))
    throw wrongMessage(`the partner answered ${answer.length} bytes`, ASK_WHO);
  signal?.throwIfAborted();

  onStep?.('finish');
  const rest = () => ({
    asked: inputs.length,
    refused,
    transcript: transcriptOf('client', peer.name, offer, request, answer, now()),
  });
  if (blind) {
    checkOrder(elements);
    const tokens = await Promise.all(
      chunks.map((_, i) => threads.run('finishCount', { blind, answered: chunkOf(elements, i) }, signal)),
    );
    return { count: inTable(table, tokens).filter(Boolean).length, ...rest() };
  }
  const key = Buffer.from(offer.key, 'base64');
  const finished = await Promise.all(
    chunks.map((inputs, i) =>
      threads.run(
        'finish',
        {
          key,
          from: i * CHUNK,
          inputs,
          blinds: blinded[i]!.blinds,
          asked: chunkOf(request, i),
          answered: chunkOf(elements, i),
        },
        signal,
      ),
    ),
  );
  const both = { m: sum(finished.map(({ m }) => m)), z: sum(finished.map(({ z }) => z)) };
  if (!verify(key, both, answer.subarray(request.length)))
    throw wrongProof('the partner did not answer under the key that it offered');
  const hits = inTable(
    table,
    finished.map(({ tokens }) => tokens),
  );
  const found = [...wanted.values()].filter((_, i) => hits[i]);
  return { items: found, count: found.length, ...rest() };
}

function readOffer(said: unknown, mode: Mode, values: number): Offer {
  const read = offerShape.safeParse(said);
  if (!read.success) throw wrongMessage('the partner’s offer is none that is known', ASK_WHO);
  const offer = read.data;
  if (offer.mode !== mode)
    throw new StillwatchError(
      'PSI_EPOCH',
      `the partner offers the mode “${offer.mode}”, not “${mode}”`,
      'Ask in that mode, or agree on another with the partner.',
    );
  if (values < offer.least || values > offer.most)
    throw new StillwatchError(
      'PSI_VALUE',
      `${values > MOST ? 'too many' : values} different values are asked for; the partner answers ${offer.least} to ${offer.most} at a time`,
      'Ask for more at once, or in parts.',
    );
  return offer;
}

async function fetchTable(peer: Peer, offer: Offer): Promise<Table> {
  const bytes = Buffer.from(await peer.table(offer));
  if (bytes.length !== offer.table.bytes || sha256(bytes) !== offer.table.sha256)
    throw wrongProof('the partner’s table is not the one that it offered');
  const table = new Table(bytes);
  if (table.values !== offer.table.values) throw wrongProof('the partner’s table is not as large as it said');
  return table;
}

/** A partner that answers in the order it was asked would say more than the count, and one element twice would count twice. */
function checkOrder(elements: Buffer): void {
  for (let i = 1; i < elements.length / SIZE; i++)
    if (Buffer.compare(at(elements, i - 1), at(elements, i)) >= 0)
      throw wrongProof('the partner did not answer in order');
}

const inTable = (table: Table, parts: Uint8Array[]): boolean[] => {
  const tokens = Buffer.concat(parts);
  return Array.from({ length: tokens.length / TOKEN }, (_, i) => table.has(tokens, i * TOKEN));
};

const ASK_WHO = 'Nothing was taken of it. Ask who runs the other side.';
const wrongProof = (what: string) =>
  new StillwatchError('PSI_PROOF', what, 'Nothing was taken of it. Ask the partner what it changed.');
