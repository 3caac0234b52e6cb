import { openStore } from './dist/store/index.js';
const store = await openStore({ data: process.argv[2] });
const t = async (name, work) => { const s = performance.now(), c = process.cpuUsage(); const r = await work(); const d = process.cpuUsage(c); console.log(name, ((performance.now()-s)).toFixed(0), 'ms; cpu', ((d.user+d.system)/1e3).toFixed(0)); return r; };
await store.command('SYSTEM STOP MERGES').catch(e=>console.log(e.message));
for (let i = 0; i < 3; i++) for (const kind of ['with', 'without']) {
  await store.command('DROP TABLE IF EXISTS ins SYNC');
  await store.command('CREATE TABLE ins AS exchanges ENGINE = MergeTree PARTITION BY toYYYYMM(time) ORDER BY (account, time)');
  const [{c}] = await store.query("SELECT position(create_table_query, 'PROJECTION') AS c FROM system.tables WHERE name='ins'");
  if (!c && kind==='with') await store.command('ALTER TABLE ins ADD PROJECTION hours (SELECT toStartOfHour(time) AS hour, model, count(), sum(input_tokens), sum(output_tokens), min(time), max(time) GROUP BY hour, model)');
  if (c && kind==='without') await store.command('ALTER TABLE ins DROP PROJECTION hours');
  await t(`${kind} (copied: ${c>0})`, () => store.insertSelect('ins', 'SELECT * FROM exchanges ORDER BY id_hash LIMIT 500000'));
}
await store.command('DROP TABLE IF EXISTS ins SYNC'); 
await store.close();
