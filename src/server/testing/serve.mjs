// A service in processes of its own: node serve.mjs OPTIONS, BUILD in the environment. Says its address and token on the first
// line, and then the engine's process number wherever a line is said to it.
import { createInterface } from 'node:readline';
import { operations } from './operations.mjs';

const { startService } = await import(`${process.env.BUILD}/server/index.js`);
const desk = await import(`${process.env.BUILD}/policy/index.js`);
const service = await startService({
  host: '127.0.0.1',
  port: 0,
  detectEvery: 0,
  alpha: 0.01,
  logLevel: process.env.SERVICE_LOG ?? 'silent',
  operations: [...operations, ...desk.operations],
  engine: new URL('./engine.mjs', import.meta.url),
  ...JSON.parse(process.argv[2]),
});
const { address, sessionToken: token } = service;
console.log(JSON.stringify({ address, token }));
createInterface({ input: process.stdin })
  .on('line', () => console.log(String(service.enginePid())))
  .on('close', () => process.exit(1)); // it never outlives a test
const stop = () => service.close().then(() => process.exit(0));
process.once('SIGTERM', stop).once('SIGINT', stop);
