// One suspect against 48 references, 810 prompts each (the public 405, and again with their words shuffled): the whole command, and beside it reading the
// same files and finding their tokens, which any test of such answers has to do.
//   node bench/lineage-speed.mjs [FOLDER] [RUNS]   (../shared/data/lineage/alpaca_eval, 3)
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { manifestOf } from './lineage/corpus.mjs';

const [
  folder = fileURLToPath(new URL('../../shared/data/lineage/alpaca_eval', import.meta.url)),
  runs = '3',
] = process.argv.slice(2);
const REFERENCES = 48;
const SUSPECT = 'vicuna-7b';
const stillwatch = fileURLToPath(new URL('../bin/stillwatch.js', import.meta.url));
const tokens = fileURLToPath(new URL('lineage-tokens.mjs', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-speed-'));
mkdirSync(join(scratch, 'answers'));

const lines = path =>
  gunzipSync(readFileSync(path))
    .toString()
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
/** The same shuffle whatever the model: a prompt's words in the order of a hash of each. */
const shuffled = text =>
  text
    .split(' ')
    .map((word, i) => [Math.imul(i + 1, 0x9e3779b1) >>> 0, word])
    .sort(([a], [b]) => a - b)
    .map(([, word]) => word)
    .join(' ');
const twice = (rows, text) =>
  [...rows, ...rows.map(row => ({ ...row, prompt_id: row.prompt_id + 100_000, [text]: shuffled(row[text]) }))]
    .map(row => `${JSON.stringify(row)}\n`)
    .join('');

const { manifest } = manifestOf(folder);
const suspect =
  manifest.models.find(({ model }) => model === SUSPECT) ??
  manifest.models.find(({ role }) => role === 'student');
const references = manifest.models.filter(model => model !== suspect);
// Possible teachers first, then who fills the null.
const order = ['reference', 'control', 'student'];
references.sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
const models = references
  .slice(0, REFERENCES)
  .map(model => ({ ...model, file: model.file.replace(/\.gz$/, '') }));
for (const { file } of [...models, { file: 'answers/suspect.jsonl', from: suspect.file }])
  writeFileSync(
    join(scratch, file),
    twice(lines(join(folder, file === 'answers/suspect.jsonl' ? suspect.file : `${file}.gz`)), 'output'),
  );
writeFileSync(join(scratch, 'manifest.json'), JSON.stringify({ models }));

const median = values => values.toSorted((a, b) => a - b)[values.length >> 1];
/** What a process took, said by itself when it ends. */
const tells = `data:text/javascript,process.on('exit',()=>{const{userCPUTime:u,systemCPUTime:s,maxRSS:m}=process.resourceUsage();process.stderr.write('\\n'+JSON.stringify({processor:(u+s)/1e6,peak:m/1024}))})`;
/** Seconds by the clock and of the processor, and the most memory in MB, of a process of its own. */
function timed(...argv) {
  const began = performance.now();
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', tells, ...argv], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr);
  return { seconds: (performance.now() - began) / 1000, ...JSON.parse(stderr.split('\n').at(-1)), stdout };
}

const measured = { command: [], reading: [] };
for (let run = 0; run < Number(runs); run++) {
  measured.command.push(
    timed(
      stillwatch,
      'lineage',
      'test',
      '--suspect',
      join(scratch, 'answers/suspect.jsonl'),
      '--references',
      scratch,
      '--json',
    ),
  );
  measured.reading.push(timed(tokens, scratch));
}
rmSync(scratch, { recursive: true });
const { teachers, prompts_used } = JSON.parse(measured.command[0].stdout);
console.log(
  `${suspect.model}: ${prompts_used} prompts, ${models.length} references, ${teachers.length} candidates; the median of ${runs}`,
);
for (const [name, all] of Object.entries(measured)) {
  const of = key => median(all.map(one => one[key]));
  console.log(
    `${name}: ${of('seconds').toFixed(1)} s by the clock, ${of('processor').toFixed(1)} s of processor, ${of('peak').toFixed(0)} MB`,
  );
}
console.log(
  `${(median(measured.command.map(m => m.processor)) / median(measured.reading.map(m => m.processor))).toFixed(1)} times reading`,
);
