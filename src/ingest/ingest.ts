import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StillwatchError } from '../errors.ts';
import type { Pseudonyms, Refusal } from '../exchange/index.ts';
import type { Store } from '../store/index.ts';
import { CHUNK, type Chunk, Cutter, MAX_LINE } from './chunks.ts';
import { type Converted, Converter } from './convert.ts';
import { BrokenInput, type FailedFile, isAboutInput } from './fault.ts';
import {
  detectFormat,
  type Format,
  type FormatOptions,
  type FormatReader,
  formatNamed,
  formats,
  unknownFormat,
} from './formats/index.ts';
import { type Input, listInputs } from './inputs.ts';
import { linesOf, parseLine } from './line.ts';
import { type Loaded, Loader } from './loader.ts';
import { Rejects } from './rejects.ts';
import { rowsOf } from './source.ts';
import { openSpool, spoolFile } from './spool.ts';

export interface IngestOptions extends FormatOptions {
  /** The installation's folder: spool, rejects. */
  data: string;
  pseudonyms: Pseudonyms;
  /** Name of a format, or `auto`. */
  format?: string;
  /** A format made of a mapping file, before all others. */
  mapping?: Format;
  /** Where refused lines go; by default a file of its own in the data folder. */
  rejects?: string;
  onProgress?(progress: Progress): void;
}

export interface Progress {
  file: string;
  /** Of the inputs, as they lie on disk: up to the end of what was taken in. */
  bytes: number;
  /** Of all inputs, where known (not for stdin). */
  totalBytes: number | undefined;
  exchanges: number;
}

export interface Summary {
  files: number;
  /** Records looked at: new + duplicate + rejected. */
  read: number;
  new: number;
  /** Already stored under the same id, or twice in the input. */
  duplicate: number;
  rejected: number;
  reasons: Record<string, number>;
  /** Fields that are not part of an exchange, and how often they came. They are kept out. */
  unknown_fields: Record<string, number>;
  formats: Record<string, number>;
  /** Files in the folders given that are of no kind that is read. */
  skipped_files: string[];
  /** Files in the folders given that hold accounts: left for `ingestAccounts`. */
  account_files: string[];
  /** Files that could not be read to their end. What came before the broken place is counted and stored. */
  failed_files: FailedFile[];
  rejects_file: string | null;
  seconds: number;
}

/**
 * Reads exchanges from files, folders and stdin into the store. Memory is bounded however large they are. What is
 * counted as new when this returns is stored; killed at any moment, it can be run again and adds what is missing.
 * A file that is broken is set aside, and the rest goes on.
 */
export async function ingest(
  store: Store,
  paths: readonly string[],
  options: IngestOptions,
): Promise<Summary> {
  const started = performance.now();
  const { inputs, skipped, accounts } = listInputs(paths);
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  const rejects = new Rejects(options.rejects ?? join(options.data, 'rejects', `${stamp}.jsonl`));
  let run: Run | undefined;
  const loader = await Loader.open(store, options.pseudonyms.sketchKey(), loaded => run?.added(loaded));
  run = new Run(store, loader, rejects, options, inputs);
  try {
    for (const input of inputs) await run.file(input);
    await loader.settled();
  } catch (error) {
    // What was read is kept.
    await loader.settled().catch(() => {});
    throw error;
  } finally {
    rejects.close();
    await loader.close();
  }
  return {
    files: inputs.length,
    read: run.rows + rejects.total,
    new: run.fresh,
    duplicate: run.rows - run.fresh,
    rejected: rejects.total,
    reasons: Object.fromEntries(rejects.counts),
    unknown_fields: Object.fromEntries(run.unknown),
    formats: Object.fromEntries(run.formats),
    skipped_files: skipped,
    account_files: accounts.map(({ path }) => path),
    failed_files: run.failed,
    rejects_file: rejects.total ? rejects.path : null,
    seconds: (performance.now() - started) / 1000,
  };
}

const SMALL_CHUNK = 8 << 20;

type Refuse = (line: number, refusal: Refusal, raw?: Buffer) => void;

/** What reading one file goes along with. */
interface Reading {
  format?: Format | undefined;
  reader?: FormatReader | undefined;
  converter: Converter;
  refuse: Refuse;
  lastLine: number;
  /** Whether anything came that is a record, good or bad. */
  any: boolean;
}

class Run {
  rows = 0;
  fresh = 0;
  readonly unknown = new Map<string, number>();
  readonly formats = new Map<string, number>();
  readonly failed: FailedFile[] = [];
  readonly #store: Store;
  readonly #loader: Loader;
  readonly #rejects: Rejects;
  readonly #options: IngestOptions;
  readonly #spool: string;
  readonly #total: number | undefined;
  #read = 0;
  #loaded = 0;
  #file = '';

  constructor(
    store: Store,
    loader: Loader,
    rejects: Rejects,
    options: IngestOptions,
    inputs: readonly Input[],
  ) {
    this.#store = store;
    this.#loader = loader;
    this.#rejects = rejects;
    this.#options = options;
    this.#spool = openSpool(options.data);
    this.#total = inputs.every(input => input.bytes !== undefined)
      ? inputs.reduce((sum, input) => sum + input.bytes!, 0)
      : undefined;
  }

  async file(input: Input): Promise<void> {
    this.#file = input.path;
    const refuse: Refuse = (line, refusal, raw) => this.#rejects.add(input.path, line, refusal, raw);
    const converter = new Converter(this.#spool, this.#options.pseudonyms, refuse);
    const bytes = rowsOf(input, this.#store, this.#spool, count => {
      this.#read += count;
    });
    const cutter = new Cutter(this.#spool, { chunkBytes: this.#sizes(input) });
    const reading: Reading = { converter, refuse, lastLine: 0, any: false };
    const onOverlong = ({ line, bytes: size }: { line: number; bytes: number }) => {
      reading.any = true;
      refuse(line, { code: 'too-long', reason: `the line has ${size} bytes; the limit is ${MAX_LINE}` });
    };
    // Native chunks go to the engine as they are, some at once; the answers are looked at in order.
    const underWay: { chunk: Chunk; read: number; loaded: Promise<boolean> }[] = [];
    let trustEngine = true;
    const lookAtOldest = async () => {
      const { chunk, read, loaded } = underWay.shift()!;
      trustEngine = await loaded;
      if (!trustEngine) await this.#readLines(chunk, reading);
      cutter.release(chunk);
      this.#progress(read);
    };
    const finish = async () => {
      while (underWay.length) await lookAtOldest();
      if (reading.reader?.end) await converter.take(reading.lastLine, reading.reader.end());
      await this.#loadConverted(await converter.flush(), refuse);
      this.#progress(this.#read);
    };
    const takeAll = async () => {
      for await (const chunk of cutter.cut(bytes, onOverlong)) {
        const read = this.#read;
        reading.format ??= await this.#formatOf(chunk);
        reading.lastLine = chunk.firstLine + chunk.lines - 1;
        const native = reading.format?.name === 'native' && !this.#options.accountField;
        if (native && chunk.clean && trustEngine) {
          reading.any = true;
          const loaded = this.#loadAsIs(chunk);
          loaded.catch(() => {}); // heard when its turn comes
          underWay.push({ chunk, read, loaded });
        } else {
          while (underWay.length) await lookAtOldest();
          await this.#readLines(chunk, reading);
          cutter.release(chunk);
          this.#progress(read);
          // A chunk with something to look at is often followed by more of the kind; after one, try again.
          trustEngine = true;
        }
        while (underWay.length >= this.#loader.width) await lookAtOldest();
      }
    };
    try {
      await takeAll().catch(error => {
        if (!(error instanceof BrokenInput)) throw error;
        this.failed.push(error.failed);
      });
      await finish();
    } catch (error) {
      // What was read before is kept, where the store still takes it.
      await finish().catch(() => {});
      throw error;
    } finally {
      await Promise.allSettled(underWay.map(({ loaded }) => loaded));
      for (const { chunk } of underWay) cutter.release(chunk);
      await cutter.close();
      await converter.discard();
    }
    for (const [path, count] of converter.unknown)
      this.unknown.set(path, (this.unknown.get(path) ?? 0) + count);
    if (!reading.any) return;
    const name = reading.format?.name ?? 'unknown';
    this.formats.set(name, (this.formats.get(name) ?? 0) + 1);
  }

  /**
   * The first chunks are small, so that no lane waits long for its first; so are the last, where bytes on disk are
   * bytes of lines and the end is known, so that the lanes end together.
   */
  #sizes({ bytes = Infinity, kind, compression }: Input): () => number {
    const end = kind === 'jsonl' && compression === 'none' ? this.#read + bytes : Infinity;
    const { width } = this.#loader;
    let first = SMALL_CHUNK;
    return () => {
      const size = Math.min(CHUNK, first, Math.max(SMALL_CHUNK, Math.ceil((end - this.#read) / width)));
      first *= 2;
      return size;
    };
  }

  async #readLines(chunk: Chunk, reading: Reading): Promise<void> {
    reading.reader ??= reading.format?.open(this.#options);
    const { converter, refuse, reader } = reading;
    let line = chunk.firstLine;
    for (const raw of linesOf(await readFile(chunk.path))) {
      const parsed = parseLine(raw);
      reading.any ||= parsed !== undefined;
      if (parsed && 'refusal' in parsed) refuse(line, parsed.refusal, raw);
      else if (parsed) await converter.take(line, reader ? reader.read(parsed.record) : [unknownFormat], raw);
      line++;
      if (converter.full) await this.#loadConverted(await converter.flush(), refuse);
    }
  }

  added({ rows, fresh }: Loaded): void {
    this.rows += rows;
    this.fresh += fresh;
    this.#progress();
  }

  /** `bytes`: how far the input had been read for what is loaded now. */
  #progress(bytes = this.#loaded): void {
    this.#loaded = bytes;
    this.#options.onProgress?.({
      file: this.#file,
      bytes,
      totalBytes: this.#total,
      exchanges: this.rows,
    });
  }

  async #formatOf(chunk: Chunk): Promise<Format | undefined> {
    const { format: name = 'auto', mapping } = this.#options;
    if (mapping) return mapping;
    if (name !== 'auto') {
      const named = formatNamed(name);
      if (!named)
        throw new StillwatchError(
          'INPUT_FORMAT',
          `there is no format ${name}`,
          `Choose one of: ${formats.map(f => f.name).join(', ')}.`,
        );
      return named;
    }
    const records: Record<string, unknown>[] = [];
    for (const raw of linesOf(await readFile(chunk.path))) {
      const parsed = parseLine(raw);
      if (parsed && 'record' in parsed) records.push(parsed.record);
      if (records.length === 50) break;
    }
    return detectFormat(records);
  }

  /** Native lines straight to the engine. False where it refused one: then nothing of the chunk was taken. */
  async #loadAsIs(chunk: Chunk): Promise<boolean> {
    try {
      await this.#loader.load(chunk.path, { checked: false });
      return true;
    } catch (error) {
      if (!isAboutInput(error)) throw error;
      return false;
    }
  }

  async #loadConverted(converted: Converted | undefined, refuse: Refuse): Promise<void> {
    if (!converted) return;
    try {
      await this.#loader.load(converted.path, { checked: true });
      await rm(converted.path, { force: true });
    } catch (error) {
      if (!isAboutInput(error)) throw error;
      // What passed our checks and not the engine's is found by halving; the rest is taken.
      const lines = [...linesOf(await readFile(converted.path))];
      await rm(converted.path);
      if (lines.length === 1)
        return refuse(
          converted.sources[0]!,
          { code: 'bad-value', reason: (error as Error).message.slice(0, 200) },
          lines[0],
        );
      const middle = lines.length >> 1;
      for (const [from, to] of [
        [0, middle],
        [middle, lines.length],
      ] as const) {
        const path = spoolFile(this.#spool, 'lines');
        await writeFile(path, `${lines.slice(from, to).join('\n')}\n`, { mode: 0o600 });
        await this.#loadConverted({ path, sources: converted.sources.slice(from, to) }, refuse);
      }
    }
  }
}
