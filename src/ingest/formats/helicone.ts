import { at, count, type Json, own, parsed, text } from './fields.ts';
import type { Format, FormatOptions, FormatResult } from './format.ts';
import { derivedId, outcome, refuse } from './outcome.ts';
import { bodyOf, notAnExchange } from './pair.ts';
import { requestOf } from './request.ts';
import { answerOf } from './response.ts';
import { isoTime } from './time.ts';

/** The user that Helicone was told of, then the one that the provider was told of. */
const accountFields = [
  'request_user_id',
  'helicone_user',
  'user_id',
  'request_body.safety_identifier',
  'request_body.user',
  'request_body.metadata.user_id',
  'request_properties.user_id',
];

export const helicone: Format = {
  name: 'helicone',
  about: 'Helicone request exports',
  accountFields,
  detect: row =>
    own(row, 'request_created_at') !== undefined &&
    (own(row, 'request_body') ?? own(row, 'request_model')) !== undefined,
  open: options => ({ read: row => [read(row, options)] }),
};

function read(row: Json, options: FormatOptions): FormatResult {
  const request = bodyOf(own(row, 'request_body'));
  const response = bodyOf(own(row, 'response_body'));
  const why = notAnExchange({
    url: text(own(row, 'request_path') ?? own(row, 'target_url')) ?? '',
    method: '',
    status: count(own(row, 'response_status') ?? own(row, 'status')),
    request,
    response,
    header: () => undefined,
  });
  if (why) return refuse('not-an-exchange', why);
  const answer = answerOf(response);
  const properties = parsed(own(row, 'request_properties') ?? own(row, 'properties'));
  return outcome(
    {
      id: text(own(row, 'request_id')) ?? text(own(row, 'response_id')) ?? derivedId(row),
      time: isoTime(own(row, 'request_created_at')),
      org: text(own(row, 'organization_id')),
      model:
        text(own(row, 'request_model')) ?? text(own(request, 'model')) ?? text(own(row, 'response_model')),
      conversation: text(at(properties, 'Helicone-Session-Id')),
      client: { ip: text(own(row, 'request_ip')), country: text(own(row, 'country_code')) },
      request: requestOf(request),
      response: {
        ...answer,
        input_tokens: count(own(row, 'prompt_tokens')) ?? answer.input_tokens,
        output_tokens: count(own(row, 'completion_tokens')) ?? answer.output_tokens,
      },
    },
    {
      options,
      fields: accountFields,
      sources: [{ ...row, request_body: request, request_properties: properties }],
    },
    'request_body is not there (export with bodies), or holds no text',
  );
}
