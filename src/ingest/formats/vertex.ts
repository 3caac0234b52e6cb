import { at, isRecord, type Json, own, parsed, text } from './fields.ts';
import type { Format, FormatOptions, FormatResult } from './format.ts';
import { bareModel, derivedId, outcome } from './outcome.ts';
import { requestOf } from './request.ts';
import { answerOf } from './response.ts';
import { isoTime } from './time.ts';

/** The log names no caller: what an audit-log join added to the row, then the labels that the caller's code set. */
const accountFields = [
  'principal_email',
  'account',
  'account_id',
  'user_id',
  ...['account', 'account_id', 'user', 'user_id', 'customer', 'customer_id', 'tenant', 'tenant_id'].map(
    l => `full_request.labels.${l}`,
  ),
  'full_request.metadata.user_id',
];

export const vertex: Format = {
  name: 'vertex',
  about: 'Vertex AI request-response logs (rows of the BigQuery table)',
  accountFields,
  detect: row =>
    own(row, 'full_request') !== undefined &&
    ['logging_time', 'full_response', 'model'].some(key => own(row, key) !== undefined),
  open: options => ({ read: row => [read(row, options)] }),
};

function read(row: Json, options: FormatOptions): FormatResult {
  const body = parsed(own(row, 'full_request'));
  const model = text(own(row, 'model')) ?? text(own(body, 'model'));
  const request = requestOf(body);
  const method = text(own(row, 'api_method'));
  if (method && /stream/i.test(method)) request.stream = true;
  return outcome(
    {
      // request_id is a NUMERIC: as a JSON number it may have lost digits, then `text` reads none.
      id: text(own(row, 'request_id')) ?? derivedId(row),
      time: isoTime(own(row, 'logging_time')),
      org: text(at(row, 'metadata.project')) ?? /projects\/([^/]+)\//.exec(model ?? '')?.[1],
      model: bareModel(model),
      request,
      response: answerOf(own(row, 'full_response')),
    },
    { options, fields: accountFields, sources: [{ ...row, full_request: body }] },
    isRecord(body) ? 'full_request holds no text' : 'full_request is not there or is cut off',
  );
}
