// The engine with the operations of tests. BUILD names the built rooms.
import { operations } from './operations.mjs';

const { runEngine } = await import(`${process.env.BUILD}/server/engine/engine.js`);
runEngine(operations);
