import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { freePort } from './free-port.ts';

it('takes the next port where one is taken', async () => {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  expect(await freePort(port)).toBeGreaterThan(port);
  await new Promise(resolve => server.close(resolve));
  expect(await freePort(port)).toBe(port);
  expect(await freePort(0)).toBe(0);
});
