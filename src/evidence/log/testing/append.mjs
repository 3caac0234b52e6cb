// Appends in a process of its own: node append.mjs BUILD DATA NAME STEPS [DIES]. STEPS is a list such as 1,300,rotate,publish, or
// `loop`. Says each append that came back on a line: [first, size]. With DIES it kills itself before so many operations
// on files, as a power failure would.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const [build, data, name, steps, dies] = process.argv.slice(2);
let operations = 0;
const counted = (owner, method) => {
  const real = owner[method];
  owner[method] = (...given) => {
    if (operations++ === Number(dies)) process.kill(process.pid, 'SIGKILL');
    return real(...given);
  };
};
const { TransparencyLog } = await import(`${build}/evidence/log/index.js`);
if (dies !== undefined) {
  for (const method of ['open', 'rename', 'link', 'rm']) counted(fs.promises, method);
  for (const method of ['symlinkSync', 'rmSync', 'mkdirSync']) counted(fs, method);
  syncBuiltinESMExports();
}
const say = line => fs.writeSync(1, `${JSON.stringify(line)}\n`);
let made = 0;
const entry = () => ({
  type: 'record',
  v: 1,
  at: '2026-06-12T00:00:00.000Z',
  id: `${name}-${made++}`,
  kind: 'hold',
  campaign: null,
  accounts: null,
  grade: null,
  until: null,
  document: 'AAAA',
});
const log = await TransparencyLog.open(data);
const step = async what => {
  if (what === 'rotate') return await log.rotate();
  if (what === 'publish') return await log.publish();
  const entries = Array.from({ length: Number(what) }, entry);
  const { first, size } = await log.append(entries);
  say([first, size, entries[0].id]);
};
if (steps === 'loop') for (let n = 0; ; n++) await step(n % 7 === 3 ? 40 : 1);
for (const what of steps.split(',')) await step(what);
await log.close();
say({ operations });
