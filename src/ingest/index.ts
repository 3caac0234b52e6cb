export { type AccountsSummary, ingestAccounts } from './accounts.ts';
export type { FailedFile } from './fault.ts';
export { MAX_LINE } from './chunks.ts';
export { type FormatOptions, type FormatResult, formatNamed, formats, mappingFormat } from './formats/index.ts';
export { type IngestOptions, ingest, type Progress, type Summary } from './ingest.ts';
export { parseLine } from './line.ts';
