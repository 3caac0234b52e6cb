import { z } from 'zod';
import { isKind } from '../kinds.ts';
import type { Indicator } from '../model.ts';
import type { Level } from '../tlp.ts';
import { EXTENSION } from './extension.ts';
import { levelOfObject } from './marking.ts';
import type { StixObject } from './object.ts';
import { readPattern } from './pattern.ts';
import { Refused } from './split.ts';

/** What of a stranger's object is read; all else of it is kept as it came, and nothing is done with it. */
const time = z.iso.datetime({ offset: true });
const id = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,60}--[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
const share = z.number().min(0).max(1);
const text = (longest: number) => z.string().max(longest);

const common = z.looseObject({
  type: z.string().regex(/^[a-z][a-z0-9-]{2,60}$/),
  id,
  spec_version: z.literal('2.1').optional(),
  created: time.optional(),
  modified: time.optional(),
  revoked: z.boolean().optional(),
  object_marking_refs: z.array(text(100)).max(20).optional(),
});
const indicator = z.looseObject({
  pattern: text(10_000),
  pattern_type: text(40),
  valid_from: time,
  valid_until: time.optional(),
  extensions: z.record(z.string(), z.unknown()).optional(),
});
const figures = z.looseObject({ kind: z.string(), share, others: share });
const relationship = z.looseObject({ relationship_type: text(60), source_ref: id, target_ref: id });

/** An object of a bundle as it is kept. */
export interface Received {
  object: StixObject;
  /** What it is marked; a bundle's own level where it is not. */
  level: Level;
  modified: string;
  indicator?: ReceivedIndicator;
  relation?: { from: string; how: string; to: string };
  /** Taken back by who made it. */
  revoked: boolean;
}

/** A missing share is one that nobody stated: half of the accounts, and others as rarely as is looked at. */
export type ReceivedIndicator = Pick<
  Indicator,
  'kind' | 'value' | 'share' | 'others' | 'first_seen' | 'valid_until'
> & {
  key: string;
};
const UNSTATED = { share: 0.5, others: 1e-3 };
/** What has no end is believed for so long, in days. */
const AT_MOST = 180;

/**
 * One object of a bundle. What is not marked is taken for TLP:AMBER: nobody said that it may go further.
 * @throws Refused where it is no object of STIX 2.1
 */
export function readObject(line: string): Received {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Refused('it holds what is no JSON');
  }
  const head = common.safeParse(value);
  if (!head.success) throw new Refused(`it holds an object that is none of STIX 2.1 (${at(head.error)})`);
  const object = head.data as StixObject;
  const fault = faultIn(value);
  if (fault) throw new Refused(`${object.id} has ${fault}`);
  if (!object.id.startsWith(`${object.type}--`))
    throw new Refused(`${object.id} is no id of a ${object.type}`);
  const modified = String(object['modified'] ?? object['created'] ?? '1970-01-01T00:00:00.000Z');
  const revoked = head.data.revoked ?? false;
  const received = { object, level: levelOfObject(object) ?? ('amber' as const), modified, revoked };
  if (object.type === 'relationship') {
    const relation = relationship.safeParse(object);
    if (!relation.success) throw new Refused(`${object.id} is no relationship (${at(relation.error)})`);
    const { source_ref: from, relationship_type: how, target_ref: to } = relation.data;
    if (from === to) throw new Refused(`${object.id} relates a thing to itself`);
    return { ...received, relation: { from, how, to } };
  }
  if (object.type !== 'indicator') return received;
  const read = indicator.safeParse(object);
  if (!read.success) throw new Refused(`${object.id} is no indicator (${at(read.error)})`);
  const said = read.data.pattern_type === 'stix' && !revoked ? readPattern(read.data.pattern) : undefined;
  return said ? { ...received, indicator: { key: '', ...said, ...figuresOf(read.data) } } : received;
}

function figuresOf({ extensions, valid_from, valid_until }: z.infer<typeof indicator>) {
  const ours = figures.safeParse(extensions?.[EXTENSION]);
  const { share, others } = ours.success && isKind(ours.data.kind) ? ours.data : UNSTATED;
  const last = new Date(Date.parse(valid_from) + AT_MOST * 86_400_000).toISOString();
  const first_seen = new Date(valid_from).toISOString();
  return { share, others, first_seen, valid_until: valid_until ? new Date(valid_until).toISOString() : last };
}

/** Names that mean something to a language that reads them, and strings that nobody needs. */
const UNSAFE = new Set(['__proto__', 'constructor', 'prototype']);
const LONGEST = 64 * 1024;

function faultIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value.length > LONGEST ? 'a string of more than 64 KiB' : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const name of Object.keys(value)) {
    if (UNSAFE.has(name)) return `a property named ${name}`;
    const fault = faultIn((value as Record<string, unknown>)[name]);
    if (fault) return fault;
  }
  return undefined;
}

const at = ({ issues: [issue] }: z.ZodError) => `${issue?.path.join('.') || 'it'}: ${issue?.message}`;
