import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { DecisionRequest } from '../../../policy/index.ts';
import { decisionRequestSchema } from '../../../policy/index.ts';
import { explained } from '../answers.ts';
import type { Context } from '../context.ts';
import { jsonSchema } from '../schemas.ts';

const textsSchema = z.record(z.string(), z.string().max(1 << 20));
const findingSchema = z.object({
  severity: z.enum(['error', 'warning']),
  file: z.string(),
  line: z.int(),
  message: z.string(),
  mend: z.string(),
});

/** The policies in force, to be read, tried and asked. They are changed as files, where their history is kept. */
export function policyRoutes(app: FastifyInstance, { policies, decider }: Context): void {
  const tags = ['policies'];
  app.get(
    '/v1/policies',
    {
      schema: {
        tags,
        summary: 'The policies in force, by file name',
        response: { 200: jsonSchema(z.object({ texts: textsSchema })) },
      },
    },
    async () => ({ texts: policies.texts }),
  );
  app.post<{ Body: { texts: Record<string, string> } }>(
    '/v1/policies/check',
    {
      bodyLimit: 2 << 20,
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'What is wrong with policies, as they would be in force; nothing is changed',
        body: jsonSchema(z.object({ texts: textsSchema })),
        response: { 200: jsonSchema(z.object({ findings: z.array(findingSchema) })) },
      },
    },
    async request => ({ findings: policies.check(request.body.texts) }),
  );
  app.post<{ Body: DecisionRequest }>(
    '/v1/policies/explain',
    {
      bodyLimit: 64 << 10,
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'Why a request would be decided as it is, and what would change that; nothing is counted',
        body: jsonSchema(decisionRequestSchema),
        response: { 200: jsonSchema(explained) },
      },
    },
    async request => {
      const facts = decider.factsOf(request.body);
      return facts ? policies.explain(facts) : { ...nothing, decision: decider.of(request.body) };
    },
  );
}

const nothing = { determined_by: [], errors: [], otherwise: [] };
