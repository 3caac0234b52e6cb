import { writeFileSync } from 'node:fs';

/** Writes how many tests passed and failed to $TALLY, for scripts/test.mjs to add to its own checks. */
export default class TallyReporter {
  onTestRunEnd(modules, unhandledErrors) {
    let passed = 0;
    let failed = unhandledErrors.length;
    let skipped = 0;
    for (const module of modules) {
      if (module.errors().length > 0) failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed++;
        else if (state === 'failed') failed++;
        else skipped++;
      }
    }
    if (process.env.TALLY) writeFileSync(process.env.TALLY, JSON.stringify({ passed, failed, skipped }));
  }
}
