import { Argument, type Command } from 'commander';
import type { Io } from '../io.ts';
import { printJson } from '../place.ts';

export function schemaCommand(program: Command, io: Io): void {
  program
    .command('schema')
    .summary('print the JSON Schema of a record')
    .description('Prints the JSON Schema (draft 7) of a native exchange or of an account.')
    .addArgument(new Argument('<record>').choices(['exchange', 'account']))
    .action(async (record: 'exchange' | 'account') => {
      const { accountJsonSchema, exchangeJsonSchema } = await import('../../exchange/index.ts');
      printJson(io, record === 'exchange' ? exchangeJsonSchema() : accountJsonSchema());
    });
}
