// An ingest in a process of its own: node driver.mjs BUILD DATA PATH… Says "begun" when it starts to read, and the
// summary as JSON, or the error, when it is done. `-` is its standard input.
import { argv, resourceUsage } from 'node:process';

const [build, data, ...paths] = argv.slice(2);
const { openStore } = await import(`${build}/store/index.js`);
const { installationKey } = await import(`${build}/exchange/index.js`);
const { ingest } = await import(`${build}/ingest/index.js`);
const store = await openStore({ data });
const pseudonyms = installationKey(data);
console.log('begun');
try {
  const summary = await ingest(store, paths, { data, pseudonyms });
  console.log(JSON.stringify({ ...summary, peak: resourceUsage().maxRSS * 1024 }));
} catch ({ code, message, mend }) {
  console.log(JSON.stringify({ code, message, mend }));
}
await store.close();
