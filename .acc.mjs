import { openStore } from './dist/store/index.js';
import { Accounts } from './dist/views/account/traffic.js';
const store = await openStore({ data: process.argv[2] });
const t = async (name, work) => { const s = performance.now(), c = process.cpuUsage(); const r = await work(); const d = process.cpuUsage(c); console.log(name, ((performance.now()-s)).toFixed(0), 'ms; cpu', ((d.user+d.system)/1e3).toFixed(0)); return r; };
const a = new Accounts(store);
for (let i=0;i<3;i++) await t('whole', () => a.read(process.argv[3]));
for (const m of ['query']) { const f = store[m].bind(store); let q = Promise.resolve(); store[m] = (...a) => { const r = q.then(() => t('    ' + a[0].replace(/\s+/g,' ').slice(0,140), () => f(...a))); q = r; return r; } }
for (let i=0;i<2;i++) await t('whole', () => a.read(process.argv[3]));
await store.close();
