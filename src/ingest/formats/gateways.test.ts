import { describe, expect, test } from 'vitest';
import { azure } from './azure.ts';
import { bedrock } from './bedrock.ts';
import { helicone } from './helicone.ts';
import { litellm } from './litellm.ts';
import { exchanges, refusals } from './testing/read-all.ts';
import { vertex } from './vertex.ts';

describe('litellm', () => {
  const payload = {
    id: 'chatcmpl-1',
    call_type: 'acompletion',
    stream: true,
    status: 'success',
    custom_llm_provider: 'openai',
    startTime: 1745290447.123,
    model: 'gpt-4o',
    trace_id: 't-1',
    metadata: {
      user_api_key_hash: 'd3b0',
      user_api_key_user_id: 'user-7',
      user_api_key_team_id: 'team-1',
      user_api_key_org_id: 'org-1',
      user_agent: 'openai-python/1.2',
    },
    end_user: 'customer-9',
    requester_ip_address: '203.0.113.7',
    prompt_tokens: 10,
    completion_tokens: 20,
    model_parameters: { temperature: 0.2, max_tokens: 512 },
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Hello' },
          { type: 'image_url', image_url: { url: 'data:' } },
        ],
      },
    ],
    response: { choices: [{ finish_reason: 'stop', message: { role: 'assistant', content: 'hi' } }] },
  };

  test('a standard logging payload', () => {
    expect(exchanges(litellm, [payload])).toMatchObject([
      {
        id: 'chatcmpl-1',
        time: '2025-04-22T02:54:07.123Z',
        account: 'user-7',
        org: 'org-1',
        api_key: 'd3b0',
        model: 'gpt-4o',
        conversation: 't-1',
        client: { ip: '203.0.113.7', user_agent: 'openai-python/1.2' },
        request: {
          messages: [{ role: 'user', content: 'Hello' }],
          max_tokens: 512,
          temperature: 0.2,
          stream: true,
        },
        response: { text: 'hi', stop_reason: 'stop', input_tokens: 10, output_tokens: 20 },
      },
    ]);
  });

  test.each([
    ['the owner of the key', {}, 'user-7'],
    ['not the placeholder of admin-made keys', { user_api_key_user_id: 'default_user_id' }, 'customer-9'],
    ['the customer where the key has no owner', { user_api_key_user_id: null }, 'customer-9'],
  ])('account: %s', (_, metadata, account) => {
    expect(
      exchanges(litellm, [{ ...payload, metadata: { ...payload.metadata, ...metadata } }])[0]?.account,
    ).toBe(account);
  });

  test('account: the key, then the team; never a key in the clear', () => {
    const anonymous = {
      ...payload,
      end_user: '',
      metadata: { user_api_key_hash: 'd3b0', user_api_key_team_id: 'team-1' },
    };
    expect(exchanges(litellm, [anonymous])[0]?.account).toBe('d3b0');
    const leaked = {
      ...anonymous,
      api_key: 'sk-secret',
      metadata: { user_api_key_hash: 'sk-secret', user_api_key_team_id: 'team-1' },
    };
    const [exchange] = exchanges(litellm, [leaked]);
    expect(exchange?.account).toBe('team-1');
    expect(JSON.stringify(exchange)).not.toContain('sk-secret');
  });

  test('a spend log with its JSON in strings', () => {
    const row = {
      request_id: 'r-1',
      call_type: 'acompletion',
      api_key: 'hash-1',
      startTime: '2025-01-24 09:20:46.847371',
      model: 'gpt-4o',
      user: '',
      end_user: '',
      metadata: JSON.stringify({
        user_api_key: 'hash-1',
        user_api_key_user_id: 'u-1',
        requester_ip_address: '198.51.100.1',
      }),
      messages: '{}',
      response: '{"choices":[{"message":{"content":"hi"},"finish_reason":"stop"}]}',
      proxy_server_request:
        '{"model":"gpt-4o","messages":[{"role":"user","content":"Hello"}],"max_tokens":9}',
      prompt_tokens: 1,
      completion_tokens: 2,
    };
    expect(exchanges(litellm, [row])).toMatchObject([
      {
        id: 'r-1',
        time: '2025-01-24T09:20:46.847Z',
        account: 'u-1',
        api_key: 'hash-1',
        client: { ip: '198.51.100.1' },
        request: { messages: [{ content: 'Hello' }], max_tokens: 9 },
        response: { text: 'hi' },
      },
    ]);
    expect(refusals(litellm, [{ ...row, proxy_server_request: '{}' }])[0]).toMatch(
      /^no-content: messages are not stored/,
    );
  });

  test('embeddings, failures and redacted messages are refused', () => {
    expect(refusals(litellm, [{ ...payload, call_type: 'aembedding' }])[0]).toMatch(
      /^not-an-exchange: call_type aembedding/,
    );
    expect(refusals(litellm, [{ ...payload, status: 'failure' }])[0]).toMatch(/^not-an-exchange/);
    expect(
      refusals(litellm, [{ ...payload, messages: [{ role: 'user', content: 'redacted-by-litellm' }] }])[0],
    ).toMatch(/^no-content/);
  });
});

describe('bedrock', () => {
  const log = (input: object, outputBodyJson: unknown, rest: object = {}) => ({
    schemaType: 'ModelInvocationLog',
    schemaVersion: '1.0',
    timestamp: '2026-04-22T03:14:07Z',
    accountId: '111122223333',
    identity: { arn: 'arn:aws:iam::111122223333:user/dev' },
    region: 'us-east-1',
    requestId: 'req-1',
    operation: 'InvokeModel',
    modelId: 'anthropic.claude-sonnet-4-20250514-v1:0',
    input: { inputContentType: 'application/json', inputTokenCount: 31, ...input },
    output: { outputContentType: 'application/json', outputBodyJson, outputTokenCount: 40 },
    ...rest,
  });

  test('Anthropic messages, streamed', () => {
    const events = [
      { type: 'message_start', message: { role: 'assistant', content: [] } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Bon' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'jour' } },
      { type: 'message_delta', delta: { stop_reason: 'end_turn' } },
    ];
    const body = {
      anthropic_version: 'bedrock-2023-05-31',
      system: 'Be kind',
      max_tokens: 9,
      messages: [{ role: 'user', content: 'Hi' }],
    };
    expect(
      exchanges(bedrock, [
        log({ inputBodyJson: body }, events, { operation: 'InvokeModelWithResponseStream' }),
      ]),
    ).toMatchObject([
      {
        id: 'req-1',
        account: 'arn:aws:iam::111122223333:user/dev',
        org: '111122223333',
        model: 'anthropic.claude-sonnet-4-20250514-v1:0',
        request: {
          system: 'Be kind',
          max_tokens: 9,
          stream: true,
          messages: [{ role: 'user', content: 'Hi' }],
        },
        response: { text: 'Bonjour', stop_reason: 'end_turn', input_tokens: 31, output_tokens: 40 },
      },
    ]);
  });

  const prompts: [string, object, unknown, object, object][] = [
    [
      'Titan',
      { inputText: 'Hi', textGenerationConfig: { maxTokenCount: 5, temperature: 0 } },
      {
        inputTextTokenCount: 2,
        results: [{ tokenCount: 3, outputText: 'Hello', completionReason: 'FINISH' }],
      },
      { prompt: 'Hi', max_tokens: 5, temperature: 0 },
      { text: 'Hello', stop_reason: 'FINISH' },
    ],
    [
      'Llama',
      { prompt: '<s>Hi', max_gen_len: 7 },
      { generation: 'Hello', stop_reason: 'stop', prompt_token_count: 2, generation_token_count: 3 },
      { prompt: '<s>Hi', max_tokens: 7 },
      { text: 'Hello', stop_reason: 'stop' },
    ],
    [
      'Converse and Nova',
      {
        system: [{ text: 'Be kind' }],
        messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
        inferenceConfig: { maxTokens: 6, topP: 0.5 },
      },
      {
        output: { message: { role: 'assistant', content: [{ text: 'Hello' }] } },
        stopReason: 'end_turn',
        usage: { inputTokens: 1 },
      },
      { system: 'Be kind', max_tokens: 6, top_p: 0.5, messages: [{ role: 'user', content: 'Hi' }] },
      { text: 'Hello', stop_reason: 'end_turn' },
    ],
    [
      'Mistral',
      { prompt: 'Hi' },
      { outputs: [{ text: 'Hello', stop_reason: 'stop' }] },
      { prompt: 'Hi' },
      { text: 'Hello', stop_reason: 'stop' },
    ],
  ];
  test.each(prompts)('%s', (_, inputBodyJson, output, request, response) => {
    expect(exchanges(bedrock, [log({ inputBodyJson }, output)])).toMatchObject([{ request, response }]);
  });

  test('wrapped by CloudWatch, an inference profile, no principal', () => {
    const inner = log(
      { inputBodyJson: { prompt: 'Hi' } },
      {},
      {
        identity: undefined,
        modelId: 'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.meta.llama3-v1:0',
      },
    );
    const row = { timestamp: 1776827647000, message: JSON.stringify(inner) };
    expect(bedrock.detect(row)).toBe(true);
    expect(exchanges(bedrock, [row])).toMatchObject([
      { account: '111122223333', model: 'us.meta.llama3-v1:0' },
    ]);
  });

  test('what is in S3, embeddings and errors are refused', () => {
    expect(refusals(bedrock, [log({ inputBodyS3Path: 's3://b/k' }, {})])[0]).toMatch(
      /^no-content: the request is in S3/,
    );
    expect(refusals(bedrock, [log({}, {}, { modelId: 'amazon.titan-embed-text-v2:0' })])[0]).toMatch(
      /^not-an-exchange/,
    );
    expect(refusals(bedrock, [log({}, {}, { errorCode: 'ThrottlingException' })])[0]).toMatch(
      /ThrottlingException/,
    );
  });
});

describe('vertex', () => {
  const row = {
    endpoint: 'projects/p1/locations/us-central1/publishers/google/models/gemini-2.5-flash',
    logging_time: '2026-03-01 10:00:00.123456 UTC',
    request_id: '8329138123',
    model: 'projects/p1/locations/us-central1/publishers/google/models/gemini-2.5-flash',
    api_method: 'StreamGenerateContent',
    full_request: JSON.stringify({
      contents: [
        { role: 'user', parts: [{ text: 'Weather?' }, { inlineData: { mimeType: 'image/png', data: '' } }] },
        { role: 'model', parts: [{ functionCall: { name: 'weather', args: { city: 'Oslo' } } }] },
        { role: 'user', parts: [{ functionResponse: { name: 'weather', response: { c: 3 } } }] },
      ],
      systemInstruction: { parts: [{ text: 'Be brief' }] },
      generationConfig: { maxOutputTokens: 64, temperature: 1, topP: 0.9, candidateCount: 1 },
      labels: { user_id: 'u-5' },
      tools: [{ functionDeclarations: [{ name: 'weather' }] }],
    }),
    full_response: {
      candidates: [
        {
          content: { role: 'model', parts: [{ text: 'Hm', thought: true }, { text: 'Cold' }] },
          finishReason: 'STOP',
        },
      ],
      usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 1 },
    },
  };

  test('a BigQuery row with its JSON in strings', () => {
    expect(exchanges(vertex, [row])).toMatchObject([
      {
        id: '8329138123',
        time: '2026-03-01T10:00:00.123Z',
        account: 'u-5',
        org: 'p1',
        model: 'gemini-2.5-flash',
        request: {
          system: 'Be brief',
          max_tokens: 64,
          n: 1,
          stream: true,
          messages: [
            { role: 'user', content: 'Weather?' },
            {
              role: 'assistant',
              tool_calls: [{ function: { name: 'weather', arguments: '{"city":"Oslo"}' } }],
            },
            { role: 'tool', tool_call_id: 'weather', content: '{"c":3}' },
          ],
        },
        response: { text: 'Cold', reasoning: 'Hm', stop_reason: 'STOP', input_tokens: 9, output_tokens: 1 },
      },
    ]);
  });

  test('a request_id that lost its digits is not an id; streamed chunks come as a list', () => {
    const chunks = ['Co', 'ld'].map(text => ({ candidates: [{ content: { parts: [{ text }] } }] }));
    const [exchange] = exchanges(vertex, [
      { ...row, request_id: Number('18446744073709551615'), full_response: chunks },
    ]);
    expect(exchange?.id).toMatch(/^[0-9a-f]{32}$/);
    expect(exchange?.response?.text).toBe('Cold');
  });

  test('without labels nobody sent it, unless the operator says who', () => {
    const anonymous = { ...row, full_request: { contents: [{ role: 'user', parts: [{ text: 'Hi' }] }] } };
    expect(refusals(vertex, [anonymous])[0]).toMatch(/^no-account: none of principal_email.*--account-field/);
    expect(exchanges(vertex, [anonymous], { defaultAccount: 'us' })[0]?.account).toBe('us');
    expect(
      exchanges(vertex, [{ ...anonymous, audit: { who: 'a@b' } }], { accountField: ['audit.who'] })[0]
        ?.account,
    ).toBe('a@b');
  });
});

describe('helicone', () => {
  const row = {
    request_id: 'h-1',
    request_created_at: '2026-02-01 10:00:00+00',
    request_user_id: 'u-1',
    request_model: 'gpt-4o',
    request_path: 'https://oai.helicone.ai/v1/chat/completions',
    request_properties: { 'Helicone-Session-Id': 's-1' },
    prompt_tokens: 4,
    completion_tokens: 5,
    country_code: 'NO',
    response_status: 200,
    request_body: JSON.stringify({
      model: 'gpt-4o',
      messages: [{ role: 'user', content: 'Hi' }],
      temperature: 0.5,
    }),
    response_body: { id: 'chatcmpl-9', choices: [{ message: { content: 'Hello' }, finish_reason: 'stop' }] },
  };

  test('a request with its bodies', () => {
    expect(exchanges(helicone, [row])).toMatchObject([
      {
        id: 'h-1',
        time: '2026-02-01T10:00:00.000Z',
        account: 'u-1',
        conversation: 's-1',
        client: { country: 'NO' },
        request: { messages: [{ content: 'Hi' }], temperature: 0.5 },
        response: { text: 'Hello', stop_reason: 'stop', input_tokens: 4, output_tokens: 5 },
      },
    ]);
  });

  test('the user of the body where Helicone knows none; no bodies; an error; embeddings', () => {
    const body = { messages: [{ role: 'user', content: 'Hi' }], user: 'body-user' };
    expect(exchanges(helicone, [{ ...row, request_user_id: null, request_body: body }])[0]?.account).toBe(
      'body-user',
    );
    expect(refusals(helicone, [{ ...row, request_body: undefined }])[0]).toMatch(/^no-content/);
    expect(refusals(helicone, [{ ...row, response_status: 429 }])[0]).toMatch(
      /^not-an-exchange: the call failed with status 429/,
    );
    expect(refusals(helicone, [{ ...row, request_path: '/v1/embeddings' }])[0]).toMatch(/embeddings/);
  });
});

describe('azure', () => {
  const common = {
    CorrelationId: 'c-1',
    TimeGenerated: '2026-02-01T10:00:00.5Z',
    ApimSubscriptionId: 'sub-1',
  };
  const rows = [
    { ...common, SequenceNumber: 2, ResponseMessages: '[{"role":"assistant","content":"Hello, "}]' },
    {
      ...common,
      SequenceNumber: 0,
      ModelName: 'gpt-4o',
      DeploymentName: 'd',
      PromptTokens: 3,
      CompletionTokens: 4,
      IsStreamCompletion: true,
    },
    { ...common, SequenceNumber: 3, ResponseMessages: [{ role: 'assistant', content: 'world' }] },
    { ...common, SequenceNumber: 1, RequestMessages: '[{"role":"user","content":"Hi"}]', PromptTokens: 0 },
  ];

  test('chunks of one call, out of order and among others', () => {
    const other = rows.map(row => ({ ...row, CorrelationId: 'c-2' }));
    const found = exchanges(azure, [rows[0], other[1], rows[1], other[3], rows[2], rows[3]]);
    expect(found).toMatchObject([
      {
        id: 'c-1',
        account: 'sub-1',
        model: 'gpt-4o',
        request: { messages: [{ role: 'user', content: 'Hi' }], stream: true },
        response: { text: 'Hello, world', input_tokens: 3, output_tokens: 4 },
      },
      { id: 'c-2' },
    ]);
  });

  test('JSON that was cut into pieces', () => {
    const json = JSON.stringify([{ role: 'user', content: 'A long question' }]);
    const pieces = [json.slice(0, 20), json.slice(20)].map((RequestMessages, i) => ({
      ...common,
      ModelName: 'm',
      SequenceNumber: i + 1,
      RequestMessages,
    }));
    expect(exchanges(azure, pieces)[0]?.request.messages).toMatchObject([{ content: 'A long question' }]);
  });

  test('diagnostic settings in storage; the caller from the gateway table in the same file', () => {
    const llm = {
      time: '2026-02-01T10:00:00Z',
      category: 'GatewayLlmLogs',
      properties: {
        correlationId: 'c-3',
        sequenceNumber: 0,
        modelName: 'm',
        requestMessages: [{ role: 'user', content: 'Hi' }],
      },
    };
    const gateway = {
      CorrelationId: 'c-3',
      ApimSubscriptionId: 'sub-9',
      CallerIpAddress: '203.0.113.9',
      ResponseCode: 200,
    };
    expect(azure.detect(llm)).toBe(true);
    expect(exchanges(azure, [llm, gateway])).toMatchObject([
      { account: 'sub-9', client: { ip: '203.0.113.9' } },
    ]);
    expect(refusals(azure, [llm])[0]).toMatch(/^no-account/);
    expect(refusals(azure, [rows[1]])[0]).toMatch(/^no-content/);
  });
});
