import { operations } from '../operations.ts';
import { runEngine } from './engine.ts';

// What the front forks.
runEngine(operations);
