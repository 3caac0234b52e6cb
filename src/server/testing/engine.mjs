// The engine with the operations of tests. BUILD names the built rooms.
import { operations } from './operations.mjs';

const { runEngine } = await import(`${process.env.BUILD}/server/engine/engine.js`);
const desk = await import(`${process.env.BUILD}/policy/index.js`);
runEngine([...operations, ...desk.operations]);
