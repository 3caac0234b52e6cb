import { operations } from '../../policy/index.ts';
import { runEngine } from './engine.ts';

// What the front forks.
runEngine(operations);
