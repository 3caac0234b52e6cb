import { z } from 'zod';

// A few operations for tests, as both processes of the service need them.
const account = z.string().min(1);

export const operations = [
  {
    method: 'POST',
    path: 'test/contain',
    scope: 'act',
    about: 'Contains an account',
    input: z.object({ account, grade: z.enum(['verify', 'slow', 'thin', 'suspend']), reason: z.string() }),
    async run(desk, { account, grade, reason }, by) {
      const id = `act-${account}`;
      const until = new Date(Date.now() + 3_600_000).toISOString();
      const accounts = [{ account, grade, reference: `ref-${account}`, from: '2020-01-01T00:00:00Z' }];
      const after = { plan: 'none', campaign: 'SW-2026-0001', accounts, until };
      await desk.write({ actor: by, kind: 'action', subject: id, reason, after });
      return { action: id };
    },
  },
  {
    method: 'POST',
    path: 'test/grant',
    scope: 'act',
    about: 'Grants an account a volume',
    input: z.object({ account, volume: z.int() }),
    async run(desk, { account, volume }, by) {
      const after = {
        to: 'a firm',
        accounts: [account],
        models: ['*'],
        volume,
        from: '2020-01-01T00:00:00Z',
        until: '2030-01-01T00:00:00Z',
        purpose: 'a test',
        contract: 'C-1',
      };
      await desk.write({ actor: by, kind: 'grant', subject: `grant-${account}`, reason: 'a test', after });
      return {};
    },
  },
  {
    method: 'POST',
    path: 'test/second',
    scope: 'approve',
    about: 'Says nothing, to a second person',
    input: z.object({}),
    run: async () => ({}),
  },
  {
    method: 'GET',
    path: 'test/actions',
    scope: 'read',
    about: 'How many actions there are, times a number',
    input: z.object({ times: z.coerce.number().int().min(1).max(10).default(1) }),
    run: async (desk, { times }, by) => ({ actions: desk.state.actions.size * times, by }),
  },
  {
    method: 'POST',
    path: 'test/fail',
    scope: 'admin',
    about: 'Fails in a way that nobody foresaw',
    input: z.object({}),
    async run() {
      throw new Error('a secret: /etc/passwd');
    },
  },
];
