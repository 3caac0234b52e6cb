import { closeSync, openSync, writeSync } from 'node:fs';

/** Lines to many files at once, each written when enough has gathered: what is in memory does not grow with them. */
export class LineFiles {
  #files = new Map();

  append(path, record) {
    let file = this.#files.get(path);
    if (!file) this.#files.set(path, (file = { descriptor: openSync(path, 'w'), lines: [], length: 0 }));
    const line = `${JSON.stringify(record)}\n`;
    file.lines.push(line);
    file.length += line.length;
    if (file.length > 1 << 18) flush(file);
  }

  close() {
    for (const file of this.#files.values()) {
      flush(file);
      closeSync(file.descriptor);
    }
  }
}

function flush(file) {
  const bytes = Buffer.from(file.lines.join(''));
  for (let at = 0; at < bytes.length; ) at += writeSync(file.descriptor, bytes, at);
  file.lines = [];
  file.length = 0;
}
