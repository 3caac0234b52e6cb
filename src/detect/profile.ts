import type { Habits } from './habits.ts';
import type { Group } from './link.ts';
import { nth } from './nth.ts';
import { overdispersion } from './overdispersion.ts';
import type { Records } from './records.ts';
import { HOURS, MODELS, PARTS, SIZES, type Streams } from './streams.ts';

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
  /** Overdispersion between accounts of the hours, of sizes of prompts and answers, of the parts of the period (0: alike). */
  hours: number;
  inputs: number;
  outputs: number;
  /** NaN where accounts live briefly, one after the other: when each lived says when it was opened, not how it is used. */
  parts: number;
  /** Of hours in which they are active, however much they send then: of the day, and of the period. */
  activeHours: number;
  activeParts: number;
  /** The same of the models asked, which change with time as well; NaN where nearly all ask one. */
  models: number;
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

/**
 * One row per account of the group that is used enough. Counts by hour, size … stay where they are, in the streams: ten
 * thousand references would else hold hundreds of megabytes of copies.
 */
export interface Members {
  count: number;
  streams: Streams;
  known: Known;
  /** Index into the streams' accounts. */
  account: Uint32Array;
  /** Streams of row `m` that are in the group: start[m] … start[m + 1] - 1 of `stream`. */
  start: Uint32Array;
  stream: Uint32Array;
  exchanges: Float64Array;
  burstiness: Float64Array;
  sitting: Float64Array;
  standalone: Float64Array;
  output: Float64Array;
}

/** Accounts of the group that say enough. */
export function usedEnough(group: Group, { account, exchanges }: Streams): number {
  let count = 0;
  for (let i = 0; i < group.length; ) {
    let n = 0;
    const of = account[group[i]!];
    for (; i < group.length && account[group[i]!] === of; i++) n += exchanges[group[i]!]!;
    if (n >= FEWEST_EXCHANGES) count++;
  }
  return count;
}

export function membersOf(group: Group, streams: Streams, known: Known): Members {
  const starts: number[] = [];
  const kept: number[] = [];
  for (let i = 0; i < group.length; ) {
    const start = i;
    let n = 0;
    for (; i < group.length && streams.account[group[i]!] === streams.account[group[start]!]; i++)
      n += streams.exchanges[group[i]!]!;
    if (n < FEWEST_EXCHANGES) continue;
    starts.push(kept.length);
    for (let j = start; j < i; j++) kept.push(group[j]!);
  }
  const count = starts.length;
  const members: Members = {
    count,
    streams,
    known,
    account: Uint32Array.from(starts, start => streams.account[kept[start]!]!),
    start: Uint32Array.from([...starts, kept.length]),
    stream: Uint32Array.from(kept),
    exchanges: new Float64Array(count),
    burstiness: new Float64Array(count),
    sitting: new Float64Array(count),
    standalone: new Float64Array(count),
    output: new Float64Array(count),
  };
  for (let m = 0; m < count; m++) addFigures(members, m);
  return members;
}

function addFigures(members: Members, m: number): void {
  const { streams } = members;
  let [n, sittings, bursty, burstyWeight] = [0, 0, 0, 0];
  for (let e = members.start[m]!; e < members.start[m + 1]!; e++) {
    const s = members.stream[e]!;
    const own = streams.exchanges[s]!;
    n += own;
    sittings += streams.sittings[s]!;
    if (!Number.isNaN(streams.burstiness[s]!)) {
      bursty += own * streams.burstiness[s]!;
      burstyWeight += own;
    }
    members.standalone[m]! += streams.standalone[s]!;
    members.output[m]! += streams.logOutput[s]!;
  }
  members.exchanges[m] = n;
  members.sitting[m] = Math.log(n / sittings);
  members.burstiness[m] = burstyWeight ? bursty / burstyWeight : Number.NaN;
  members.standalone[m]! /= n;
  members.output[m]! /= n;
}

/** The profile of some of the members: `rows` are indices into them. */
export function profileOf(members: Members, rows: ArrayLike<number>): Profile {
  const { streams, known } = members;
  const accounts = Uint32Array.from(rows, row => members.account[row]!);
  const brief = liveBriefly(members, rows);
  return {
    accounts: rows.length,
    volume: spread(members.exchanges, rows),
    burstiness: mean(members.burstiness, rows),
    sitting: mean(members.sitting, rows),
    hours: overdispersion(members, rows, streams.hours, HOURS),
    inputs: overdispersion(members, rows, streams.inputSizes, SIZES),
    outputs: overdispersion(members, rows, streams.outputSizes, SIZES),
    parts: brief ? Number.NaN : overdispersion(members, rows, streams.parts, PARTS),
    activeHours: overdispersion(members, rows, streams.activeHours, HOURS),
    activeParts: brief ? Number.NaN : overdispersion(members, rows, streams.activeParts, PARTS),
    models: brief ? Number.NaN : modelMix(members, rows),
    parameters: known.parameters.of(accounts),
    networks: known.network.of(accounts),
    payments: alone(known.payment, accounts),
    standalone: mean(members.standalone, rows),
    output: mean(members.output, rows),
  };
}

/** Half of the accounts live for less than this part of the time in which any does. */
const BRIEF = 1 / 4;
/** Seconds. Of less time nobody can tell: who was seen once this week may come back in the next. */
const TOLD = 14 * 86_400;

function liveBriefly({ streams, start, stream }: Members, rows: ArrayLike<number>): boolean {
  const lives = new Float64Array(rows.length);
  let [began, ended] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < rows.length; i++) {
    let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let e = start[rows[i]!]!; e < start[rows[i]! + 1]!; e++) {
      first = Math.min(first, streams.first[stream[e]!]!);
      last = Math.max(last, streams.last[stream[e]!]!);
    }
    lives[i] = last - first;
    began = Math.min(began, first);
    ended = Math.max(ended, last);
  }
  return ended - began >= TOLD && nth(lives, rows.length >> 1) < BRIEF * (ended - began);
}

/** Above this share of one model, who asks which is not to be told. */
const ONE_MODEL = 0.9;

function modelMix(members: Members, rows: ArrayLike<number>): number {
  const { models } = members.streams;
  const pooled = new Float64Array(MODELS);
  for (let i = 0; i < rows.length; i++) {
    const [start, end] = [members.start[rows[i]!]!, members.start[rows[i]! + 1]!];
    const n = members.exchanges[rows[i]!]!;
    for (let e = start; e < end; e++)
      for (let k = 0; k < MODELS; k++) pooled[k]! += models[members.stream[e]! * MODELS + k]! / n;
  }
  if (Math.max(...pooled) > ONE_MODEL * rows.length) return Number.NaN;
  return overdispersion(members, rows, models, MODELS);
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
  const logs = Float64Array.from(rows, row => Math.log(values[row]! + 0.5)).sort();
  const cut = Math.floor(logs.length / 20);
  const kept = logs.slice(cut, logs.length - cut);
  const average = kept.reduce((a, b) => a + b, 0) / kept.length;
  let excess = 0;
  for (const log of kept) excess += (log - average) ** 2 - 1 / Math.exp(log);
  return Math.sign(excess) * Math.sqrt(Math.abs(excess) / kept.length);
}
