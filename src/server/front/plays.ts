import { type ChildProcess, fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { StillwatchError } from '../../errors.ts';
import {
  checkSize,
  isPlayId,
  linesOf,
  listPlays,
  type PlayLine,
  type PlayRequest,
  type PlaySummary,
  playId,
  playSettings,
  playsFolder,
  summaryOf,
  sweep,
  unknown,
} from '../../play/index.ts';

/** How many recordings are kept. */
const MOST = 50;
/** Lines that are told at once: more than any play that is begun here has. */
const MOST_LINES = 2000;

const program = new URL('../../play/main.js', import.meta.url);

/** The plays of a data folder: lists them, starts one at a time in a process of its own, and stops it. */
export class Plays {
  readonly #data: string;
  readonly #version: string;
  readonly #log: Logger;
  /** What has ended stays as it is, and is read once. */
  readonly #finished = new Map<string, PlaySummary>();
  #running: { id: string; child: ChildProcess; begun: Promise<void>; gone: Promise<void> } | undefined;

  constructor(data: string, version: string, log: Logger) {
    this.#data = data;
    this.#version = version;
    this.#log = log;
    // A service that was killed has left what its play was at.
    for (const { id, state } of this.list())
      if (state === 'stopped') void sweep(this.#folder(id)).catch(() => {});
  }

  list(): PlaySummary[] {
    return listPlays(this.#data, this.#finished).map(play => this.#standing(play));
  }

  /** A play, and its lines from one on (from 0). */
  read(id: string, from: number): PlaySummary & { from: number; recorded: PlayLine[] } {
    const lines = linesOf(this.#folder(id));
    const recorded = lines.slice(from, from + MOST_LINES);
    return { ...this.#standing(summaryOf(this.#folder(id), lines)), from, recorded };
  }

  /** Starts a play, unless it is there; what was broken off is played anew. */
  async start(request: PlayRequest): Promise<PlaySummary> {
    const settings = playSettings(request);
    checkSize(settings);
    const id = playId(settings, this.#version);
    // Until it has written its first line it is in no list.
    await this.#running?.begun;
    const plays = this.list();
    const there = plays.find(play => play.id === id);
    if (there?.state === 'finished' || there?.state === 'running') return there;
    const running = plays.find(({ state }) => state === 'running')?.id;
    if (running)
      throw new StillwatchError(
        'PLAY_RUNNING',
        `the play ${running} runs, and there is one at a time`,
        `Wait until it ends, or stop it: DELETE /v1/range/plays/${running}.`,
      );
    if (!there && plays.length >= MOST)
      throw new StillwatchError(
        'PLAYS_FULL',
        `${plays.length} plays are kept`,
        'Remove some first: DELETE /v1/range/plays/ID.',
      );
    // One that has written its last line is gone in a moment.
    await this.#running?.gone;
    if (this.#running) return this.start(request);
    const folder = this.#folder(id);
    // At once, so that nothing comes between it and the start.
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    const options = JSON.stringify({ folder, settings, version: this.#version });
    const child = fork(program, ['range', 'play', options], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const begun = new Promise<void>(resolve => child.once('message', () => resolve()));
    const gone = new Promise<void>(resolve => {
      const end = () => {
        if (this.#running?.child === child) this.#running = undefined;
        // What it was killed over is taken away; where it ended by itself nothing is left.
        sweep(folder)
          .catch(() => {})
          .then(resolve);
      };
      child.once('exit', end).once('error', error => {
        this.#log.error({ reason: error.message }, 'a play cannot be started');
        end();
      });
    });
    this.#running = { id, child, begun: Promise.race([begun, gone]), gone };
    await this.#running.begun;
    return this.#standing(summaryOf(folder));
  }

  /** Stops a play where it runs, and removes its recording. */
  async remove(id: string): Promise<void> {
    const folder = this.#folder(id);
    if (this.#running?.id === id) await this.#stop();
    else if (summaryOf(folder).state === 'running')
      throw new StillwatchError(
        'PLAY_RUNNING',
        `the play ${id} was started on the command line`,
        'Stop it there first.',
      );
    this.#finished.delete(id);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }

  /** With the service it ends; what is recorded of it stays. */
  close(): Promise<void> {
    return this.#stop();
  }

  async #stop(): Promise<void> {
    const running = this.#running;
    running?.child.kill('SIGKILL');
    await running?.gone;
  }

  /** Its own child is known to live wherever processes cannot be looked up. */
  #standing(play: PlaySummary): PlaySummary {
    const isRunning = this.#running?.id === play.id && play.state === 'stopped';
    return isRunning ? { ...play, state: 'running' } : play;
  }

  #folder(id: string): string {
    // It becomes a path.
    if (!isPlayId(id)) throw unknown(id);
    return join(playsFolder(this.#data), id);
  }
}
