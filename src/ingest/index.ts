export { type AccountsSummary, ingestAccounts } from './accounts.ts';
export type { FailedFile } from './fault.ts';
export { formatNamed, formats, mappingFormat } from './formats/index.ts';
export { type IngestOptions, ingest, type Progress, type Summary } from './ingest.ts';
