import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

// `npx vite console` serves it with reloading; it asks a service that runs beside it (STILLWATCH_SERVICE).
export default defineConfig({
  root: here,
  plugins: [react()],
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    // A data: address is a file that no policy can name.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
  },
  worker: { format: 'es' },
  server: {
    proxy: Object.fromEntries(
      ['/v1', '/docs', '/readyz'].map(path => [
        path,
        process.env.STILLWATCH_SERVICE ?? 'http://127.0.0.1:7717',
      ]),
    ),
  },
});
