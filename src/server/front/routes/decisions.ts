import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type DecisionRequest, decisionRequestSchema, decisionSchema } from '../../../policy/index.ts';
import type { Context } from '../context.ts';
import { Pace } from '../pace.ts';
import { jsonSchema } from '../schemas.ts';

export const BODY = 64 << 10;
const BATCH_BODY = 4 << 20;
const MOST = 1000;

/** What is asked and what is answered, as fastify compiles it. */
export const decisionSchemas = {
  body: jsonSchema(decisionRequestSchema),
  answer: jsonSchema(decisionSchema, 'output'),
};

const batchSchema = z.object({ requests: z.array(decisionRequestSchema).max(MOST) });
const answersSchema = z.object({ decisions: z.array(decisionSchema) });

/** May this request go on? From memory. */
export function decisions(app: FastifyInstance, { decider, metrics }: Context): void {
  app.post<{ Body: DecisionRequest }>(
    '/v1/decisions',
    {
      bodyLimit: BODY,
      config: { scope: 'decide', quiet: true },
      schema: {
        tags: ['decisions'],
        summary: 'Whether a request may go on, and what the gateway has to do',
        body: decisionSchemas.body,
        response: { 200: decisionSchemas.answer },
      },
      onResponse: (_request, reply, done) => {
        metrics.decisionSeconds.observe(reply.elapsedTime / 1000);
        done();
      },
    },
    (request, reply) => {
      const decision = decider.of(request.body);
      metrics.decided(decision.decision);
      reply.send(decision);
    },
  );

  app.post<{ Body: { requests: DecisionRequest[] } }>(
    '/v1/decisions/batch',
    {
      bodyLimit: BATCH_BODY,
      config: { scope: 'decide' },
      schema: {
        tags: ['decisions'],
        summary: `Up to ${MOST} decisions at once, in the order of the requests`,
        body: jsonSchema(batchSchema),
        response: { 200: jsonSchema(answersSchema, 'output') },
      },
    },
    async request => {
      const pace = new Pace();
      const answers = [];
      for (const one of request.body.requests) {
        const decision = decider.of(one);
        metrics.decided(decision.decision);
        answers.push(decision);
        if (pace.due) await pace.rest();
      }
      return { decisions: answers };
    },
  );
}
