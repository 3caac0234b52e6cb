import { hash } from 'node:crypto';
import {
  at,
  composites,
  finalize,
  hashToGroup,
  inverses,
  multiply,
  randomScalar,
  SIZE,
  type Mode as Variant,
} from './oprf.ts';
import { makeTable, TOKEN } from './table.ts';

// The work on a chunk of a set, as functions of what can be sent to another thread (worker.ts). Inputs are texts (item.ts).

/** `match` says which values both have, `count` only how many. */
export type Mode = 'match' | 'count';
/** The RFC's mode of each: an answer in mixed order can't be proved right by the RFC's proof. */
export const variantOf = (mode: Mode): Variant => (mode === 'match' ? 'voprf' : 'oprf');

export const jobs = {
  /** Tokens of one's own values. */
  evaluate({ mode, secret, inputs }: { mode: Mode; secret: Uint8Array; inputs: string[] }): Uint8Array {
    return tokensOf(inputs.length, i => {
      const input = Buffer.from(inputs[i]!);
      const element = multiply(secret, hashToGroup(variantOf(mode), input));
      return mode === 'match' ? finalize(input, element) : unnamed(element);
    });
  },

  /** Blinds inputs: each with a scalar of its own, or all with one that is given. */
  blind({ mode, inputs, blind }: { mode: Mode; inputs: string[]; blind?: Uint8Array }): {
    blinds: Uint8Array;
    elements: Uint8Array;
  } {
    const blinds = listOf(inputs.length, () => blind ?? randomScalar());
    const elements = listOf(inputs.length, i =>
      multiply(at(blinds, i), hashToGroup(variantOf(mode), Buffer.from(inputs[i]!))),
    );
    return { blinds, elements };
  },

  /** Multiplies what a client asked; `m` is of the proof, where there is a key to prove it of. */
  answer({ secret, key, from, asked }: Answering): { elements: Uint8Array; m?: Uint8Array } {
    const elements = listOf(asked.length / SIZE, i => multiply(secret, at(asked, i)));
    return { elements, ...(key && composites(key, from, asked, elements, true)) };
  },

  /** Tokens of what was answered, and what the proof is checked with. */
  finish({ key, from, inputs, blinds, asked, answered }: Finishing) {
    const undo = inverses(blinds);
    const tokens = tokensOf(inputs.length, i =>
      finalize(Buffer.from(inputs[i]!), multiply(at(undo, i), at(answered, i))),
    );
    return { tokens, ...composites(key, from, asked, answered) };
  },

  /** Tokens of what was answered in an order that says nothing, all under one blind. */
  finishCount({ blind, answered }: { blind: Uint8Array; answered: Uint8Array }): Uint8Array {
    const undo = inverses(blind);
    return tokensOf(answered.length / SIZE, i => unnamed(multiply(undo, at(answered, i))));
  },

  table({ tokens }: { tokens: Uint8Array }): Uint8Array {
    return makeTable(Buffer.from(tokens.buffer, tokens.byteOffset, tokens.length));
  },
};

interface Answering {
  secret: Uint8Array;
  /** The public key. */
  key?: Uint8Array;
  /** The first's place in the batch. */
  from: number;
  asked: Uint8Array;
}

interface Finishing extends Required<Omit<Answering, 'secret'>> {
  inputs: string[];
  blinds: Uint8Array;
  answered: Uint8Array;
}

/** A token of an element alone, for who can't know which input it is of. */
const unnamed = (element: Uint8Array): Buffer =>
  hash('sha512', Buffer.concat([Buffer.from('stillwatch psi count v1\0'), element]), 'buffer');

const tokensOf = (count: number, output: (index: number) => Buffer): Uint8Array =>
  filled(count, TOKEN, output);
const listOf = (count: number, one: (index: number) => Uint8Array): Uint8Array => filled(count, SIZE, one);

function filled(count: number, size: number, one: (index: number) => Uint8Array): Uint8Array {
  const all = new Uint8Array(count * size);
  for (let i = 0; i < count; i++) all.set(one(i).subarray(0, size), i * size);
  return all;
}
