import type { Effect, PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { Kind } from '../decision.ts';
import type { Mentions } from './mentions.ts';

/** One policy as its author wrote it, and what it means when it determines a decision. */
export interface Policy {
  /** Its file and its @id, or its number in the file: containment.cedar#slow. */
  id: string;
  file: string;
  /** Where it begins in it: offset in UTF-16 units, and line from 1. */
  at: number;
  line: number;
  source: string;
  json: PolicyJson;
  effect: Effect;
  /** Of a forbid; of a permit `allow`. */
  decision: Kind;
  obligations: string[];
  /** With {placeholders}; where its author gave none, its name. */
  text: string;
  hasText: boolean;
  mentions: Mentions;
}
