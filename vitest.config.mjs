import { defineConfig } from 'vitest/config';

// The embedded engine allows one data folder per process, so every file gets a process of its own (forks).
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'verifier/**/*.test.ts', 'console/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    reporters: ['default', './scripts/tally-reporter.mjs'],
  },
});
