import type { Habits } from './habits.ts';
import type { Group } from './link.ts';
import type { Records } from './records.ts';
import { HOURS, PARTS, SIZES, type Streams } from './streams.ts';

/**
 * What a group's accounts have in common in how they are used. Every figure is low where one queue feeds the
 * accounts and high where each has a person behind it, unless said otherwise.
 */
export interface Profile {
  accounts: number;
  /** Spread of ln(exchanges), beyond what counting alone gives. */
  volume: number;
  /** Mean burstiness of gaps. */
  burstiness: number;
  /** Mean of ln(exchanges per sitting). */
  sitting: number;
  /** Overdispersion between accounts of the hours, of the parts of the period, of sizes of prompts and answers (0: alike). */
  hours: number;
  parts: number;
  inputs: number;
  outputs: number;
  /** How far accounts keep to parameters and networks of their own from day to day; NaN where it can't be told. */
  parameters: number;
  networks: number;
  /** Share of the accounts that pay with something no other of them pays with; NaN where most are not known. */
  payments: number;
  /** Share of exchanges that stand alone, mean over accounts. High where outputs are collected. */
  standalone: number;
  /** Mean ln(1 + output tokens). High where outputs are collected. */
  output: number;
}

/** Accounts with fewer exchanges say too little about how they are used. */
const FEWEST_EXCHANGES = 5;

/** What tests look at beside streams. */
export type Known = Habits & Pick<Records, 'payment'>;

/** One row per account of the group that is used enough; `row(i)` lists its streams as a range of the group. */
export interface Members {
  count: number;
  /** Index into the streams' accounts. */
  account: Uint32Array;
  known: Known;
  exchanges: Float64Array;
  burstiness: Float64Array;
  sitting: Float64Array;
  standalone: Float64Array;
  output: Float64Array;
  hours: Float32Array;
  parts: Float32Array;
  inputs: Float32Array;
  outputs: Float32Array;
}

export function membersOf(group: Group, streams: Streams, known: Known): Members {
  const ranges: [number, number][] = [];
  for (let i = 0; i < group.length; ) {
    let end = i + 1;
    while (end < group.length && streams.account[group[end]!] === streams.account[group[i]!]) end++;
    let n = 0;
    for (let j = i; j < end; j++) n += streams.exchanges[group[j]!]!;
    if (n >= FEWEST_EXCHANGES) ranges.push([i, end]);
    i = end;
  }
  const count = ranges.length;
  const members: Members = {
    count,
    account: Uint32Array.from(ranges, ([start]) => streams.account[group[start]!]!),
    known,
    exchanges: new Float64Array(count),
    burstiness: new Float64Array(count),
    sitting: new Float64Array(count),
    standalone: new Float64Array(count),
    output: new Float64Array(count),
    hours: new Float32Array(count * HOURS),
    parts: new Float32Array(count * PARTS),
    inputs: new Float32Array(count * SIZES),
    outputs: new Float32Array(count * SIZES),
  };
  ranges.forEach(([start, end], m) => {
    let sittings = 0;
    let bursty = 0;
    let burstyWeight = 0;
    let n = 0;
    for (let j = start; j < end; j++) {
      const s = group[j]!;
      const own = streams.exchanges[s]!;
      n += own;
      sittings += streams.sittings[s]!;
      if (!Number.isNaN(streams.burstiness[s]!)) {
        bursty += own * streams.burstiness[s]!;
        burstyWeight += own;
      }
      members.standalone[m]! += streams.standalone[s]!;
      members.output[m]! += streams.logOutput[s]!;
      addRow(members.hours, m, streams.hours, s, HOURS);
      addRow(members.parts, m, streams.parts, s, PARTS);
      addRow(members.inputs, m, streams.inputSizes, s, SIZES);
      addRow(members.outputs, m, streams.outputSizes, s, SIZES);
    }
    members.exchanges[m] = n;
    members.sitting[m] = Math.log(n / sittings);
    members.burstiness[m] = burstyWeight ? bursty / burstyWeight : Number.NaN;
    members.standalone[m]! /= n;
    members.output[m]! /= n;
  });
  return members;
}

/** The profile of some of the members: `rows` are indices into them. */
export function profileOf(members: Members, rows: ArrayLike<number>): Profile {
  const accounts = Uint32Array.from(rows, row => members.account[row]!);
  return {
    accounts: rows.length,
    volume: spread(members.exchanges, rows),
    burstiness: mean(members.burstiness, rows),
    sitting: mean(members.sitting, rows),
    hours: overdispersion(members.hours, HOURS, rows),
    parts: overdispersion(members.parts, PARTS, rows),
    inputs: overdispersion(members.inputs, SIZES, rows),
    outputs: overdispersion(members.outputs, SIZES, rows),
    parameters: members.known.parameters.of(accounts),
    networks: members.known.network.of(accounts),
    payments: alone(members.known.payment, accounts),
    standalone: mean(members.standalone, rows),
    output: mean(members.output, rows),
  };
}

function addRow(into: Float32Array, row: number, from: Float32Array, at: number, width: number): void {
  for (let k = 0; k < width; k++) into[row * width + k]! += from[at * width + k]!;
}

function mean(values: Float64Array, rows: ArrayLike<number>): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!;
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count ? sum / count : 0;
}

function alone(numbers: Uint32Array, accounts: Uint32Array): number {
  const users = new Map<number, number>();
  for (const account of accounts) {
    const number = numbers[account]!;
    if (number) users.set(number, (users.get(number) ?? 0) + 1);
  }
  let known = 0;
  let single = 0;
  for (const n of users.values()) {
    known += n;
    if (n === 1) single++;
  }
  return known > accounts.length / 2 ? single / known : Number.NaN;
}

/**
 * Variance of ln(x) less what Poisson counting adds to it (about 1/x), trimmed of its tenth farthest out; below zero
 * where accounts are more alike than counting allows for. Its root, with the sign kept.
 */
function spread(values: Float64Array, rows: ArrayLike<number>): number {
  const logs = Array.from({ length: rows.length }, (_, i) => Math.log(values[rows[i]!]! + 0.5)).sort(
    (a, b) => a - b,
  );
  const cut = Math.floor(logs.length / 20);
  const kept = logs.slice(cut, logs.length - cut);
  const average = kept.reduce((a, b) => a + b, 0) / kept.length;
  let excess = 0;
  for (const log of kept) excess += (log - average) ** 2 - 1 / Math.exp(log);
  return Math.sign(excess) * Math.sqrt(Math.abs(excess) / kept.length);
}

/**
 * How much the accounts' mixes of categories differ beyond multinomial chance: the Dirichlet-multinomial's intraclass
 * correlation by the method of moments (Tarone 1979; Mosimann 1962), 0 where every account draws from one mix, 1
 * where each has a category of its own. No account counts for more than a hundred exchanges' worth.
 */
function overdispersion(counts: Float32Array, width: number, rows: ArrayLike<number>): number {
  const pooled = new Float64Array(width);
  const totals = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const at = rows[i]! * width;
    let n = 0;
    for (let k = 0; k < width; k++) n += counts[at + k]!;
    totals[i] = n;
    for (let k = 0; k < width; k++) pooled[k]! += counts[at + k]! / n;
  }
  let categories = 0;
  let possible = 0;
  for (let k = 0; k < width; k++) {
    pooled[k]! /= rows.length;
    if (pooled[k]! > 0) categories++;
    possible += pooled[k]! * (1 - pooled[k]!);
  }
  if (categories < 2) return 0;
  let over = 0;
  let room = 0;
  for (let i = 0; i < rows.length; i++) {
    const at = rows[i]! * width;
    const n = totals[i]!;
    if (n < 2) continue;
    // 1 - Σ p²-type distance: bounded, so that one rare category does not swing an account.
    let distance = 0;
    for (let k = 0; k < width; k++) distance += (counts[at + k]! / n - pooled[k]!) ** 2;
    const chance = possible / n;
    const weight = n / (1 + n / 100);
    over += weight * (distance - chance);
    room += weight * (possible - chance);
  }
  return room > 0 ? over / room : 0;
}
