import createClient from 'openapi-fetch';
import { failureOf, unreachable } from './failure.ts';
import type { paths } from './schema.d.ts';

/**
 * Asks the service, by the cookie of the session. That our own page asks is said by the browser (Sec-Fetch-Site), and the
 * service takes changes by cookie only so: no token of this page's own is needed against forgery.
 */
export const api = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: 'same-origin',
  fetch: (request: Request) => fetch(request),
});

interface Told<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** What was answered; throws a Failure. */
export async function told<T>(asked: Promise<Told<T>>): Promise<T> {
  const { data, error, response } = await asked.catch(() => {
    throw unreachable();
  });
  if (!response.ok || error !== undefined) throw failureOf(response.status, error);
  return data as T;
}
