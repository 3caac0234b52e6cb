export { type AccountsSummary, ingestAccounts } from './accounts.ts';
export { MAX_LINE } from './chunks.ts';
export type { FailedFile } from './fault.ts';
export { assembleEvents } from './formats/assemble.ts';
export { at, isRecord, type Json, list, own, text } from './formats/fields.ts';
export {
  type FormatOptions,
  type FormatResult,
  formatNamed,
  formats,
  mappingFormat,
} from './formats/index.ts';
export { pairReader } from './formats/pair.ts';
export { assembleSse, looksLikeSse } from './formats/sse.ts';
export { type IngestOptions, ingest, type Progress, type Summary } from './ingest.ts';
export { parseLine } from './line.ts';
