export { type AccountsSummary, ingestAccounts } from './accounts.ts';
export { formatNamed, formats, mappingFormat } from './formats/index.ts';
export { type IngestOptions, ingest, type Progress, type Summary } from './ingest.ts';
