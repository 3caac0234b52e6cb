import { at, count, type Json, own, parsed, record, text } from './fields.ts';
import type { Format, FormatOptions, FormatResult } from './format.ts';
import { derivedId, identity, outcome, refuse } from './outcome.ts';
import { requestOf } from './request.ts';
import { answerOf } from './response.ts';
import { isoTime } from './time.ts';

/** The IAM principal is what an operator can deny; the AWS account is all there is for calls without one. */
const accountFields = ['identity.arn', 'accountId'];

export const bedrock: Format = {
  name: 'bedrock',
  about: 'Amazon Bedrock model-invocation logs (from S3 or CloudWatch)',
  accountFields,
  detect(row) {
    const log = unwrapped(row);
    return (
      own(log, 'schemaType') === 'ModelInvocationLog' ||
      (at(log, 'input') !== undefined && text(own(log, 'modelId')) !== undefined)
    );
  },
  open: options => ({ read: row => [read(unwrapped(row), options)] }),
};

/** CloudWatch exports put the log into `message` (or Insights' `@message`), as a string. */
const unwrapped = (row: Json): Json => {
  const message = record(parsed(own(row, 'message') ?? own(row, '@message')));
  return own(message, 'modelId') === undefined ? row : message;
};

function read(log: Json, options: FormatOptions): FormatResult {
  const id = text(own(log, 'modelId')) ?? '';
  // A foundation model or an inference profile may stand as an ARN; its last part is the model's name.
  const model = id.slice(id.lastIndexOf('/') + 1);
  const operation = text(own(log, 'operation')) ?? '';
  if (/embed|rerank|stability\.|image|canvas|reel|sonic/.test(model) || /Async|Guardrail/.test(operation))
    return refuse(
      'not-an-exchange',
      `${operation || 'a call'} of ${model.slice(0, 128)}, which is no text model`,
    );
  const error = text(own(log, 'errorCode'));
  if (error) return refuse('not-an-exchange', `the call failed with ${error.slice(0, 64)}`);
  const input = record(own(log, 'input'));
  const output = record(own(log, 'output'));
  const body = parsed(own(input, 'inputBodyJson'));
  const request = requestOf(body);
  const answer = answerOf(own(output, 'outputBodyJson'));
  if (/Stream$/.test(operation)) request.stream = true;
  return outcome(
    {
      id: text(own(log, 'requestId')) ?? derivedId(log),
      time: isoTime(own(log, 'timestamp')),
      org: identity(own(log, 'accountId')),
      model: model || undefined,
      request,
      response: {
        ...answer,
        input_tokens: count(own(input, 'inputTokenCount')) ?? answer.input_tokens,
        output_tokens: count(own(output, 'outputTokenCount')) ?? answer.output_tokens,
      },
    },
    { options, fields: accountFields, sources: [log, { request: body }] },
    own(input, 'inputBodyS3Path') === undefined
      ? 'inputBodyJson is not there, or holds no text'
      : 'the request is in S3 (inputBodyS3Path), not in the log: it was larger than 100 kB, or binary',
  );
}
