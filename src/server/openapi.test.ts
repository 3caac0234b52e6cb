import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { sharingOperations, taxii } from '../intel/index.ts';
import { operations } from '../policy/index.ts';
import { buildApp } from './front/app.ts';
import type { Context } from './front/context.ts';
import { Tokens } from './tokens.ts';

// The console's client has its types of this file. It is kept in the tree, so that a change of what is answered is seen where
// changes are read, and so that nothing has to run before types can be checked. To write it anew: npx vitest run src/server/openapi.test.ts -u
it('the client of the console is made of what the service says of itself', async () => {
  const data = mkdtempSync(join(tmpdir(), 'stillwatch-openapi-'));
  // Routes are only listed: nothing is asked of what is missing here.
  const all = [...operations, ...taxii.intelOperations(data), ...sharingOperations(data)];
  const context = { tokens: new Tokens(data), operations: all, log: pino({ level: 'silent' }), version: '0' };
  const app = await buildApp(context as unknown as Context);
  try {
    const types = astToString(await openapiTS(app.swagger() as never, { alphabetize: true }));
    const text = `// Made by src/server/openapi.test.ts, which says how to make it anew.\n${types}`;
    await expect(text).toMatchFileSnapshot('../../console/src/api/schema.d.ts');
  } finally {
    await app.close();
    rmSync(data, { recursive: true, force: true });
  }
});
