import type { Command } from 'commander';
import type { Io } from '../io.ts';
import { communityCommand } from './intel-community.ts';
import { exportCommand } from './intel-export.ts';
import { feedCommands } from './intel-feeds.ts';
import { importCommands } from './intel-import.ts';
import { ledgerCommand } from './intel-ledger.ts';
import { psiCommand } from './intel-psi.ts';
import { releaseCommands } from './intel-release.ts';

/** What one provider knows, for another. */
export function intelCommand(program: Command, io: Io): void {
  const intel = program
    .command('intel')
    .summary('what one provider knows, for another: campaigns as STIX, TAXII, matches, private matching')
    .description('What is known here helps another provider, and theirs helps here (docs/intel.md).');
  exportCommand(intel, io);
  releaseCommands(intel, io);
  feedCommands(intel, io);
  importCommands(intel, io);
  communityCommand(intel, io);
  psiCommand(intel, io);
  ledgerCommand(intel, io);
}
