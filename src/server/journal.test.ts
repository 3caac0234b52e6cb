import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Journal } from './journal.ts';
import { closedSegments, recoverSegments } from './segments.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-journal-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let serial = 0;
const fresh = () => join(scratch, String(serial++));
const contents = (folder: string) => closedSegments(folder).map(path => readFileSync(path, 'utf8'));

describe('the journal', () => {
  it('has lines on disk when it says so, in files for their owner alone', async () => {
    const data = fresh();
    const journal = new Journal(data, { segmentAge: 3_600_000 });
    await journal.append(['a', 'b']);
    const [open] = readdirSync(journal.folder);
    expect(readFileSync(join(journal.folder, open!), 'utf8')).toBe('a\nb\n');
    expect(statSync(join(journal.folder, open!)).mode & 0o777).toBe(0o600);
    expect(statSync(journal.folder).mode & 0o777).toBe(0o700);
    await journal.close();
    expect(contents(journal.folder)).toEqual(['a\nb\n']);
  });

  it('writes what comes together at once', async () => {
    const journal = new Journal(fresh());
    await Promise.all(Array.from({ length: 500 }, (_, n) => journal.append([`line ${n}`])));
    expect(journal.written).toMatchObject({ lines: 500, commits: 1 });
    await journal.close();
  });

  it('keeps every line whoever appends when, in the order of each', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(3), fc.nat(40), fc.nat(2)), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 600 }),
        async (steps, segmentBytes) => {
          const journal = new Journal(fresh(), { segmentBytes, segmentAge: 1 });
          const sent: string[][] = [[], [], [], []];
          const done: Promise<void>[] = [];
          for (const [n, [who, length, pause]] of steps.entries()) {
            const line = `${who}:${n}:${'x'.repeat(length)}`;
            sent[who]!.push(line);
            done.push(journal.append([line]));
            if (pause === 1) await Promise.all(done);
            if (pause === 2) await new Promise(resolve => setTimeout(resolve, 2));
          }
          await Promise.all(done);
          await journal.close();
          const lines = contents(journal.folder).join('').trimEnd().split('\n');
          for (const [who, mine] of sent.entries())
            expect(lines.filter(line => line.startsWith(`${who}:`))).toEqual(mine);
          expect(readdirSync(journal.folder).every(file => file.endsWith('.jsonl'))).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('closes segments by size and by age, and says so', async () => {
    let closed = 0;
    const journal = new Journal(fresh(), { segmentBytes: 10, segmentAge: 30, onClosed: () => closed++ });
    await journal.append(['0123456789']);
    await journal.append(['short']);
    expect(contents(journal.folder)).toEqual(['0123456789\n']);
    await new Promise(done => setTimeout(done, 200));
    expect(contents(journal.folder)).toEqual(['0123456789\n', 'short\n']);
    expect(closed).toBe(2);
    await journal.close();
  });

  it('refuses while there is no room, and takes again when there is', async () => {
    const data = fresh();
    const full = new Journal(data, { reserve: Number.MAX_SAFE_INTEGER });
    await expect(full.append(['a'])).rejects.toMatchObject({ code: 'JOURNAL_FULL' });
    await full.close();
    expect(readdirSync(full.folder)).toEqual([]);
    const journal = new Journal(data);
    await journal.append(['b']);
    await journal.close();
    expect(contents(journal.folder)).toEqual(['b\n']);
  });

  it('goes on after a write that failed, and acknowledges none of it', async () => {
    const journal = new Journal(fresh(), { segmentAge: 3_600_000 });
    await journal.append(['before']);
    rmSync(journal.folder, { recursive: true });
    // The open file is still there for the system, the next one has no place.
    await journal.append(['lost with its folder']);
    await journal.close();
    const other = new Journal(fresh());
    rmSync(other.folder, { recursive: true });
    await expect(other.append(['a'])).rejects.toMatchObject({ code: 'JOURNAL_BROKEN' });
    recoverSegments(other.folder);
    await other.append(['b']);
    await other.close();
    expect(contents(other.folder)).toEqual(['b\n']);
  });
});

describe('what a killed process left', () => {
  it('is closed without the half of a line at its end', async () => {
    for (const [torn, kept] of [
      ['', 'a\nb\n'],
      ['{"id":"ha', 'a\nb\n'],
      ['whole, but for its end', 'a\nb\n'],
    ] as const) {
      const journal = new Journal(fresh(), { segmentAge: 3_600_000 });
      await journal.append(['a', 'b']);
      const open = join(journal.folder, '00000001.open');
      appendFileSync(open, torn);
      expect(recoverSegments(journal.folder)).toBe(2);
      expect(contents(journal.folder)).toEqual([kept]);
    }
  });

  it('goes where it holds no whole line, and numbers go on', () => {
    const data = fresh();
    const { folder } = new Journal(data);
    appendFileSync(join(folder, '00000007.open'), 'half');
    appendFileSync(join(folder, '00000003.jsonl'), 'a\n');
    appendFileSync(join(folder, 'holder.json'), '{}');
    expect(recoverSegments(folder)).toBe(8);
    expect(readdirSync(folder).sort()).toEqual(['00000003.jsonl', 'holder.json']);
  });
});
