import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, streamFor } from './testing/answers.ts';
import { post } from './testing/ask.ts';
import { gatewayPlace, type Place } from './testing/place.ts';

// Streams through the whole gateway, cut into pieces anywhere, in the middle of letters too.

let pieces: Buffer[] = [];
const server = createServer(async (_, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const piece of pieces) {
    response.write(piece);
    await new Promise(setImmediate); // a packet of its own
  }
  response.end();
});
let place: Place;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  place = await gatewayPlace({ upstream: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
afterAll(async () => {
  await place.close();
  server.closeAllConnections();
  server.close();
});

const paths = {
  chat: '/v1/chat/completions',
  completions: '/v1/completions',
  responses: '/v1/responses',
  messages: '/v1/messages',
};

test('a stream passes byte for byte and is recorded the same, wherever it is cut', async () => {
  const answers: fc.Arbitrary<Answer> = fc.record({
    api: fc.constantFrom<Answer['api']>('chat', 'completions', 'responses', 'messages'),
    model: fc.constant('m'),
    traits: fc.subarray(['thinks', 'tools', 'twice', 'mid']),
  });
  const cuts = fc.array(fc.nat(), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(answers, fc.constantFrom('\n', '\r\n'), cuts, async (answer, eol, at) => {
      const bytes = Buffer.from(streamFor(answer).join('').replaceAll('\n', eol));
      const ends = [...at.map(cut => cut % bytes.length).sort((a, b) => a - b), bytes.length];
      const records = [];
      for (const parts of [[bytes], ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end))]) {
        pieces = parts.filter(part => part.length);
        place.recorded.length = 0;
        const body = { model: 'm', messages: [{ role: 'user', content: 'x' }], stream: true };
        const got = await post(place.url + paths[answer.api], body);
        expect(got.body.equals(bytes)).toBe(true);
        await place.gateway.settled();
        const { time: _, ...record } = place.recorded[0]!;
        records.push(record);
      }
      expect(records[1]).toEqual(records[0]);
      expect(records[0]!.response?.text).toContain('Paris is the capital – é 中文.');
    }),
    { numRuns: 60 },
  );
});
