// For lineage-speed.mjs: reads a folder's answers and finds their tokens, and no more.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readAnswers } from '../dist/lineage/answers.js';
import { Words } from '../dist/lineage/index.js';

const folder = join(process.argv[2], 'answers');
const words = new Words();
for (const file of readdirSync(folder)) await readAnswers(join(folder, file), words);
