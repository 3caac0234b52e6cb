import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { StillwatchError } from '../../../errors.ts';
import { Refused, taxii } from '../../../intel/index.ts';
import { statusOf } from '../../failure.ts';
import type { CollectionSeen, Failure, PageRequest } from '../../protocol.ts';
import { bearerOf, needed } from '../access.ts';
import { takeBodies } from '../bodies.ts';
import type { Context } from '../context.ts';
import { failureIn, logFailure } from '../failures.ts';
import { Pace } from '../pace.ts';

const { MEDIA, STIX, TYPE, timestampOf } = taxii;

/** The one API root. */
const ROOT = '/taxii2/api/';
/** `max_content_length`: bytes of a body, unpacked. */
const BODY = 4 << 20;

type Id = { Params: { id: string; object: string } };

/**
 * TAXII 2.1 (OASIS Standard, 10 June 2021): what was released to partners, and what they send. By Bearer, or by Basic with the token
 * as the password, as TAXII's clients do; never by a cookie. Not in OpenAPI: a standard describes it, and its clients bring their own.
 */
export function taxiiRoutes(app: FastifyInstance, context: Context): void {
  const { link, log } = context;
  const inbox = new taxii.Inbox(context.data ?? '');
  app.register(
    async inner => {
      inner.setErrorHandler((error, request, reply) => {
        const failure = failureIn(error);
        logFailure(request, error, failure);
        return sendError(reply, failure);
      });
      inner.addHook('onRequest', async request => {
        request.token = partnerOf(request, context);
        if (!taxii.accepts(request.headers.accept)) throw notAcceptable();
        if (request.method === 'POST' && !taxii.isTaxii(request.headers['content-type'])) throw otherKind();
      });
      takeBodies(inner, [TYPE], BODY);
      const get = { config: { scope: 'none' as const }, schema: { hide: true }, exposeHeadRoute: false };

      inner.get('/', get, async (_request, reply) =>
        send(reply, {
          title: 'Stillwatch',
          description: 'Campaigns against model APIs, for those that they were released to.',
          default: ROOT,
          api_roots: [ROOT],
        }),
      );
      inner.get('/api/', get, async (_request, reply) =>
        send(reply, { title: 'Stillwatch', versions: [MEDIA], max_content_length: BODY }),
      );
      inner.get('/api/collections/', get, async (request, reply) => {
        const all = await link.call<CollectionSeen[]>('taxii collections', null);
        const collections = all.flatMap(one => shown(one, request) ?? []);
        return send(reply, collections.length ? { collections } : {});
      });
      inner.get<Id>('/api/collections/:id/', get, async (request, reply) =>
        send(reply, shown(await collectionOf(request), request)),
      );

      inner.get<Id>('/api/collections/:id/objects/', get, async (request, reply) =>
        sendObjects(reply, await page(request, {})),
      );
      inner.get<Id>('/api/collections/:id/manifest/', get, async (request, reply) => {
        const found = await page(request, { whole: false });
        const objects = found.given.map(({ id, added, version }) => ({
          id,
          date_added: timestampOf(added),
          version,
          media_type: STIX,
        }));
        return send(dated(reply, found), { ...more(found), ...(objects.length && { objects }) });
      });
      inner.get<Id>('/api/collections/:id/objects/:object/', get, async (request, reply) =>
        sendObjects(reply, await page(request, { object: request.params.object })),
      );
      inner.get<Id>('/api/collections/:id/objects/:object/versions/', get, async (request, reply) => {
        const found = await page(request, { object: request.params.object, versions: true, whole: false });
        const versions = found.given.map(({ version }) => version);
        return send(dated(reply, found), { ...more(found), ...(versions.length && { versions }) });
      });
      // Nothing is deleted for others: what a campaign's maker takes back is withdrawn (section 5.7 has 403 for this).
      inner.delete<Id>('/api/collections/:id/objects/:object/', get, async request => {
        const { name } = await collectionOf(request);
        throw mayNot(request, name, 'delete from');
      });

      inner.post<Id & { Body: Buffer }>('/api/collections/:id/objects/', get, async (request, reply) => {
        const { name } = await collectionOf(request, 'write');
        const partner = request.token!.name;
        const receipt = await kept(partner, name, request.body ?? Buffer.alloc(0)).catch(refusal);
        const { id, pending, failed } = receipt;
        log.info(
          { by: partner, collection: name, delivery: id, objects: pending.length, refused: failed.length },
          'a partner sent objects',
        );
        link.inbox();
        return send(reply, statusOfDelivery(receipt), 202);
      });
      inner.get<Id>('/api/status/:id/', get, async (request, reply) => {
        const receipt = inbox.receipt(request.params.id);
        if (receipt?.partner !== request.token!.name) throw nothing();
        return send(reply, statusOfDelivery(receipt));
      });
      // Whatever else is asked for here is said to be nothing in TAXII's own words.
      inner.route({
        ...get,
        method: ['GET', 'POST', 'DELETE'],
        url: '/*',
        handler: () => Promise.reject(nothing()),
      });
    },
    { prefix: '/taxii2' },
  );

  const kept = async (partner: string, by: string, body: Buffer) =>
    inbox.put({ partner, by }, each(taxii.readEnvelope(body).lines));

  /** The collection of a request, if the token may do anything with it, and this. */
  async function collectionOf(request: FastifyRequest<Id>, what?: 'read' | 'write'): Promise<CollectionSeen> {
    const all = await link.call<CollectionSeen[]>('taxii collections', null);
    const found = all.find(({ id, name }) => id === request.params.id || name === request.params.id);
    // That it is there is nobody's business who may not use it.
    if (!found || !shown(found, request)) throw unknown();
    if (what && !may(request, what, found.name)) throw mayNot(request, found.name, what);
    return found;
  }

  async function page(
    request: FastifyRequest<Id>,
    { object, versions = false, whole = true }: { object?: string; versions?: boolean; whole?: boolean },
  ): Promise<taxii.Page> {
    const { id } = await collectionOf(request, 'read');
    const filters = filtersIn(request);
    if (object !== undefined) Object.assign(filters, { ids: [object], types: [] });
    if (versions) filters.versions = ['all'];
    const by = request.token!.name;
    const asked: PageRequest = { collection: id, filters, whole };
    const found = await link.call<taxii.Page>('taxii page', asked, { by });
    if (object === undefined || found.given.length) return found;
    // Of an object that is there and that filters leave out the answer is empty; of one that isn't, that it isn't.
    const any = { ...filters, after: -1, limit: 1, versions: ['all' as const], ours: true };
    const there = await link.call<taxii.Page>(
      'taxii page',
      { collection: id, filters: any, whole: false },
      { by },
    );
    if (there.given.length === 0) throw nothing();
    return found;
  }
}

/** Who asks: by Bearer, or by Basic with the token as the password, under whatever user name. */
function partnerOf({ headers: { authorization } }: FastifyRequest, { tokens }: Context) {
  const [, basic] = /^Basic +([\w+/=-]{1,1000})$/i.exec(authorization ?? '') ?? [];
  const pair = basic && Buffer.from(basic, 'base64').toString('utf8');
  const token = pair ? tokens.of(pair.slice(pair.indexOf(':') + 1)) : bearerOf(authorization, tokens);
  if (!token) throw needed();
  if (!token.scopes.some(scope => scope.startsWith('taxii:')))
    throw new StillwatchError(
      'TOKEN_SCOPE',
      `the token ${token.name} opens no collection`,
      'Ask for one that does: stillwatch token add NAME --scope taxii:read:COLLECTION',
    );
  return token;
}

const may = ({ token }: FastifyRequest, what: 'read' | 'write', name: string): boolean =>
  token!.scopes.includes(`taxii:${what}:${name}`);

/** A collection as TAXII shows it to who asks; undefined where they may do nothing with it. */
function shown({ id, name, tlp, as }: CollectionSeen, request: FastifyRequest) {
  const [can_read, can_write] = [may(request, 'read', name), may(request, 'write', name)];
  if (!can_read && !can_write) return undefined;
  const description = `Campaigns that ${as} released, at most TLP:${tlp.toUpperCase()}.`;
  return { id, title: name, description, alias: name, can_read, can_write, media_types: [STIX] };
}

function filtersIn(request: FastifyRequest): taxii.Filters {
  try {
    return taxii.filtersOf(request.query as Record<string, unknown>);
  } catch (error) {
    if (!(error instanceof taxii.FilterInvalid)) throw error;
    throw new StillwatchError(
      'FILTER_INVALID',
      error.message,
      'TAXII 2.1, section 3.4, says what belongs there.',
    );
  }
}

async function* each<T>(all: readonly T[]): AsyncGenerator<T> {
  const pace = new Pace();
  for (const one of all) {
    if (pace.due) await pace.rest();
    yield one;
  }
}

function refusal(error: unknown): never {
  if (!(error instanceof Refused)) throw error;
  throw new StillwatchError(
    'ENVELOPE_INVALID',
    `what was sent is not taken: ${error.message}`,
    'Send an envelope of STIX 2.1 objects; nothing of this one was kept.',
  );
}

const microseconds = (iso: string) => timestampOf(Date.parse(iso) * 1000);

/** A delivery as TAXII's status resource (section 4.3.1). */
function statusOfDelivery({ id, done, received, pending, succeeded, failed }: taxii.Receipt) {
  const list = (name: string, all: readonly taxii.About[]) => (all.length ? { [name]: all } : {});
  return {
    id,
    status: done ? 'complete' : 'pending',
    request_timestamp: microseconds(received),
    total_count: pending.length + succeeded.length + failed.length,
    success_count: succeeded.length,
    ...list('successes', succeeded),
    failure_count: failed.length,
    ...list('failures', failed),
    pending_count: pending.length,
    ...list('pendings', pending),
  };
}

const more = ({ next }: taxii.Page) => (next === null ? {} : { more: true, next: taxii.nextOf(next) });

function dated(reply: FastifyReply, { given }: taxii.Page): FastifyReply {
  if (given.length === 0) return reply;
  return reply
    .header('x-taxii-date-added-first', timestampOf(given[0]!.added))
    .header('x-taxii-date-added-last', timestampOf(given.at(-1)!.added));
}

/** An envelope, of objects that are JSON already. */
function sendObjects(reply: FastifyReply, found: taxii.Page): FastifyReply {
  const head = JSON.stringify(more(found)).slice(0, -1);
  const objects = found.given.map(({ object }) => object).join(',');
  const text = objects ? `${head}${head === '{' ? '' : ','}"objects":[${objects}]}` : `${head}}`;
  return sendText(dated(reply, found), text);
}

const send = (reply: FastifyReply, body: unknown, status = 200): FastifyReply =>
  sendText(reply.code(status), JSON.stringify(body));

/** As bytes: of a text fastify writes the media type anew, with quotes and a charset, and clients compare it. */
const sendText = (reply: FastifyReply, text: string): FastifyReply =>
  reply.header('content-type', MEDIA).send(Buffer.from(text));

/** TAXII's error message (section 3.6.1). */
function sendError(reply: FastifyReply, { code, message, mend }: Failure): FastifyReply {
  const status = statusOf(code);
  if (status === 401)
    reply.header('www-authenticate', ['Basic realm="stillwatch", charset="UTF-8"', 'Bearer']);
  if (status === 503) reply.header('retry-after', '2');
  const body = { title: message, description: mend, error_code: code, http_status: String(status) };
  return send(reply, body, status);
}

const nothing = () =>
  new StillwatchError(
    'NOT_FOUND',
    'there is nothing at that address',
    'Addresses of TAXII end with a slash.',
  );
const unknown = () =>
  new StillwatchError(
    'COLLECTION_UNKNOWN',
    'there is no such collection, or the token may do nothing with it',
    `GET ${ROOT}collections/ lists those that it opens.`,
  );
const mayNot = (request: FastifyRequest, name: string, what: string) =>
  new StillwatchError(
    'TOKEN_SCOPE',
    `the token ${request.token!.name} may not ${what} ${name}`,
    what === 'delete from'
      ? 'Nothing is deleted over TAXII.'
      : `Ask for one that may: stillwatch token add NAME --scope taxii:${what}:${name}`,
  );
const notAcceptable = () =>
  new StillwatchError('NOT_ACCEPTABLE', `answers here are ${MEDIA}`, `Send Accept: ${MEDIA}`);
const otherKind = () =>
  new StillwatchError('BODY_KIND', 'bodies of that type are not read here', `Send Content-Type: ${MEDIA}`);
