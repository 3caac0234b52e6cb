import type { Command } from 'commander';
import type { Io } from '../io.ts';
import { psiCommand } from './intel-psi.ts';

/** What one provider knows, for another. */
export function intelCommand(program: Command, io: Io): void {
  const intel = program
    .command('intel')
    .summary('what one provider knows, for another: private matching')
    .description('What is known here helps another provider, and theirs helps here (docs/intel.md).');
  psiCommand(intel, io);
}
