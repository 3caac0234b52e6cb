#!/usr/bin/env node
import('../dist/cli/main.js').catch(error => {
  if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  console.error('stillwatch is not built yet. In its folder, run: npm start -- --once');
  process.exitCode = 1;
});
