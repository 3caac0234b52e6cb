export { type AccountsSummary, ingestAccounts } from './accounts.ts';
export type { FailedFile } from './fault.ts';
export { assembleEvents } from './formats/assemble.ts';
export { at, isRecord, type Json, list, own, text } from './formats/fields.ts';
export { formatNamed, formats, mappingFormat } from './formats/index.ts';
export { modelIn, pairReader } from './formats/pair.ts';
export { assembleSse, looksLikeSse } from './formats/sse.ts';
export { type IngestOptions, ingest, type Progress, type Summary } from './ingest.ts';
