import { Command } from 'commander';
import { appealCommand } from './commands/appeal.ts';
import { auditCommand } from './commands/audit.ts';
import { campaignsCommand } from './commands/campaigns.ts';
import { canaryCommand } from './commands/canary.ts';
import { containCommand } from './commands/contain.ts';
import { demoCommand } from './commands/demo.ts';
import { detectCommand } from './commands/detect.ts';
import { dossierCommand } from './commands/dossier.ts';
import { fsckCommand } from './commands/fsck.ts';
import { gatewayCommand } from './commands/gateway.ts';
import { formatsHelp, ingestCommand } from './commands/ingest.ts';
import { intelCommand } from './commands/intel.ts';
import { lineageCommand } from './commands/lineage.ts';
import { logCommand } from './commands/log.ts';
import { policyCommand } from './commands/policy.ts';
import { rangeCommand } from './commands/range.ts';
import { replayCommand } from './commands/replay.ts';
import { attestCommand, grantCommand, holdCommand } from './commands/rights.ts';
import { schemaCommand } from './commands/schema.ts';
import { serveCommand } from './commands/serve.ts';
import { tokenCommand } from './commands/token.ts';
import { witnessCommand } from './commands/witness.ts';
import { explain } from './failure.ts';
import type { Io } from './io.ts';
import { Stopped } from './stop.ts';
import { version } from './version.ts';

/** Runs one command line and gives its exit status. Throws Stopped when a signal ended it. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const asksForHelp = argv.includes('ingest') && argv.some(word => ['-h', '--help', 'help'].includes(word));
  const program = assemble(io, asksForHelp ? await formatsHelp(io.width) : '');
  io.late = undefined;
  try {
    if (argv.length === 0) program.help({ error: true });
    await program.parseAsync([...argv], { from: 'user' });
    if (io.late !== undefined) throw io.late;
    return 0;
  } catch (error) {
    if (error instanceof Stopped) throw error;
    const hint = `${commandIn(program, argv)} --help`;
    if (io.late !== undefined && io.late !== error) explain(io.late, io, hint);
    return explain(error, io, hint);
  }
}

function assemble(io: Io, formats: string): Command {
  const program = new Command('stillwatch')
    .description('Finds campaigns that harvest a model’s answers, in the logs you have.')
    .version(version(), '--version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: text => io.out(text),
      writeErr: text => io.err(text),
      outputError: () => {}, // failure.ts says it in our words
      getOutHelpWidth: () => io.width,
      getErrHelpWidth: () => io.width,
      getOutHasColors: () => io.colour,
      getErrHasColors: () => io.colour,
    })
    .addHelpText(
      'after',
      `
Examples:
  stillwatch ingest logs/ --accounts accounts.jsonl
  stillwatch detect
  stillwatch campaigns SW-2026-0001
  stillwatch contain plan SW-2026-0001 --reason "harvests reasoning"

Environment:
  STILLWATCH_DATA     the data folder, where --data is not given (default .stillwatch)
  STILLWATCH_STORE    a ClickHouse server instead of the embedded engine: https://user:password@host:8443/database
  STILLWATCH_CLUSTER  with it, the cluster to make replicated and distributed tables on
  STILLWATCH_ORIGIN   the transparency log’s name when it is made: a URL without its scheme
  STILLWATCH_DEBUG=1  print stack traces
  NO_COLOR=1          no colours

Not built yet: intel import, intel match, lineage mixture, lineage collect.`,
    );
  ingestCommand(program, io, formats);
  detectCommand(program, io);
  replayCommand(program, io);
  campaignsCommand(program, io);
  containCommand(program, io);
  canaryCommand(program, io);
  appealCommand(program, io);
  holdCommand(program, io);
  grantCommand(program, io);
  attestCommand(program, io);
  auditCommand(program, io);
  dossierCommand(program, io);
  logCommand(program, io);
  witnessCommand(program, io);
  fsckCommand(program, io);
  intelCommand(program, io);
  policyCommand(program, io);
  lineageCommand(program, io);
  rangeCommand(program, io);
  serveCommand(program, io);
  gatewayCommand(program, io);
  tokenCommand(program, io);
  demoCommand(program, io);
  schemaCommand(program, io);
  return program;
}

/** The command that a command line names, as far as there is one: what to ask for help. */
function commandIn(program: Command, argv: readonly string[]): string {
  const path = ['stillwatch'];
  let at: Command | undefined = program;
  for (const word of argv) {
    at = at?.commands.find(command => command.name() === word);
    if (!at) break;
    path.push(word);
  }
  return path.join(' ');
}
