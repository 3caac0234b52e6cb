import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { StillwatchError } from '../../errors.ts';
import type { Io } from '../io.ts';
import { withData } from '../options.ts';
import { textIn } from '../place.ts';
import { whole } from '../text/number.ts';
import { withLog } from '../with-log.ts';

interface Options {
  from: string;
  out?: string;
  data?: string;
}

export function proveCommand(log: Command, io: Io): void {
  withData(log.command('prove'))
    .summary('prove that the log continues an earlier checkpoint')
    .description(
      'Proves to who has an earlier checkpoint that nothing before it was changed: JSON with both checkpoints and the consistency proof (RFC 6962) between them.',
    )
    .requiredOption('--from <file>', 'the earlier checkpoint, as it was given out')
    .option('--out <file>', 'where to write it (default: stdout)')
    .action((o: Options) => run(o, io));
}

async function run(o: Options, io: Io): Promise<void> {
  const from = await textIn(o.from);
  await withLog(io, o, async log => {
    const { canonical, parseCheckpoint, parseNote } = await import('../../evidence/index.ts');
    const earlier = parseCheckpoint(parseNote(from).text);
    if (earlier.origin !== log.origin)
      throw new StillwatchError(
        'NOTE_INVALID',
        `the checkpoint is of ${earlier.origin}, and the log is ${log.origin}`,
        'Name the data folder of that log with --data.',
      );
    const { size } = log;
    if (earlier.size > size || !(await log.root(earlier.size)).equals(earlier.root))
      throw new StillwatchError(
        'LOG_BROKEN',
        `the log does not continue this checkpoint of ${whole(earlier.size)} entries`,
        'One of the two histories was rewritten. Check the log (stillwatch fsck) and keep the checkpoint.',
      );
    const [to, proof] = await Promise.all([log.publish(size), log.consistency(earlier.size, size)]);
    const hashes = proof.map(hash => hash.toString('base64'));
    const text = `${canonical({ origin: log.origin, from, to, proof: hashes })}\n`;
    if (o.out === undefined) return io.out(text);
    await writeFile(o.out, text);
    io.err(`${o.out} proves that ${whole(size)} entries continue those ${whole(earlier.size)}.\n`);
  });
}
