// Traffic by a third generator, written by somebody who knew detection only from outside, to find where it is wrong.
//   node bench/third-world/index.mjs OUT SEED PROMPTS WORLD     WORLD: O1, C9, … (worlds.mjs)
// Writes exchanges, a file a day, accounts.jsonl (unless the world has none) and truth.json; harvesting groups' names begin
// with `campaign`. SEED 1 is the world itself, others are other worlds of the same make-up. PROMPTS holds sets of prompts
// by name (`human/*`, `distill/stanford_alpaca_52k.jsonl.gz`, …): {turns: [text, …]} a line.
import { groups } from './groups.mjs';
import { World } from './world.mjs';
import { worlds } from './worlds.mjs';

const [out, seed, prompts, name] = process.argv.slice(2);
const plan = worlds[name];
if (!plan || !Number.isInteger(Number(seed)))
  throw new Error(`index.mjs OUT SEED PROMPTS WORLD; the worlds: ${Object.keys(worlds).join(' ')}`);
const world = new World({ ...plan, seed: plan.seed + 1000 * (Number(seed) - 1) }, out, prompts);
for (const [group, options] of plan.parts) groups[group](world, options);
console.log(JSON.stringify({ world: name, ...world.close() }));
