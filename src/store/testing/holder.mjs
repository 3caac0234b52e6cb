// A process that opens a data folder: node holder.mjs BUILD FOLDER. Says "open", or the error as JSON, then what it
// was asked on its standard input, a statement a line, as each is done. Ends when its input does.
import { createInterface } from 'node:readline';

const [build, data] = process.argv.slice(2);
const { openStore } = await import(`${build}/store/index.js`);
let store;
try {
  store = await openStore({ data });
} catch ({ code, message, mend }) {
  console.log(JSON.stringify({ code, message, mend }));
  process.exit(0);
}
console.log('open');
for await (const statement of createInterface({ input: process.stdin })) {
  await store.command(statement);
  console.log('done');
}
await store.close();
