#!/usr/bin/env node
import('../verifier/dist/main.js').catch(error => {
  if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  console.error('stillwatch-verify is not built yet. In its folder, run: node scripts/build.mjs');
  process.exitCode = 1;
});
