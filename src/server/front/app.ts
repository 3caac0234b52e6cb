import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { type FastifyInstance, fastify, LogController } from 'fastify';
import { StillwatchError } from '../../errors.ts';
import { guard } from './access.ts';
import { consoleRoutes } from './console.ts';
import type { Context } from './context.ts';
import { refuseSocket, sendFailure, tellFailures } from './failures.ts';
import { LogReader } from './log-reader.ts';
import { pageRoutes } from './page.ts';
import { backtestRoutes } from './routes/backtests.ts';
import { canaryRoutes } from './routes/canary.ts';
import { decideFast } from './routes/decide-fast.ts';
import { decisions } from './routes/decisions.ts';
import { dossiers } from './routes/dossiers.ts';
import { exchanges } from './routes/exchanges.ts';
import { findRoutes } from './routes/find.ts';
import { health } from './routes/health.ts';
import { hookRoutes } from './routes/hooks.ts';
import { lineageRoutes } from './routes/lineage.ts';
import { logRoutes } from './routes/log.ts';
import { operationRoutes } from './routes/operations.ts';
import { otlp } from './routes/otlp.ts';
import { policyRoutes } from './routes/policies.ts';
import { rangeRoutes } from './routes/range.ts';
import { reads } from './routes/reads.ts';
import { session } from './routes/session.ts';
import { sessionList } from './routes/sessions.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { taxiiRoutes } from './routes/taxii.ts';
import { viewRoutes } from './routes/views.ts';

/** How long a request may take to come in. */
const REQUEST = 60_000;

/** All that the service answers over HTTP. */
export async function buildApp(context: Context): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: context.log as never,
    // One logger for all: requests are named by what is logged of them.
    childLoggerFactory: logger => logger,
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: REQUEST,
    keepAliveTimeout: 75_000,
    http: { headersTimeout: 15_000 },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    bodyLimit: 64 << 10,
    // An account's id has up to 512 characters, each of up to nine when it stands in an address.
    routerOptions: { maxParamLength: 4608, ignoreTrailingSlash: false },
    // What is sent is checked as it is, not bent until it fits.
    ajv: {
      customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, allErrors: false },
    },
    frameworkErrors: (_error, _request, reply) => {
      sendFailure(reply as never, {
        code: 'NOT_FOUND',
        message: 'there is nothing at that address',
        mend: '/docs lists what there is.',
      });
    },
    clientErrorHandler: refuseSocket as never,
  }) as unknown as FastifyInstance;
  app.server.maxConnections = 8192;
  app.removeContentTypeParser('text/plain');
  tellFailures(app);
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
    done(
      context.stopping()
        ? new StillwatchError('SERVICE_BUSY', 'the service is stopping', 'Send it again in a while.')
        : undefined,
    );
  });
  guard(app, context);
  app.addHook('onResponse', (request, reply, done) => {
    const { url, config } = request.routeOptions;
    if (!config.quiet) {
      context.metrics.requests.inc({ status: String(reply.statusCode) });
      // The route, not the address: that may hold a token, or whom somebody asks about.
      request.log.info(
        {
          method: request.method,
          route: url,
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime * 10) / 10,
          by: request.token?.name,
        },
        'answered',
      );
    }
    done();
  });
  await app.register(swagger, {
    openapi: {
      info: {
        title: 'Stillwatch',
        version: context.version,
        description: 'Finds, proves and stops distillation attacks.',
      },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
  });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true });
  let routes = app;
  await app.register(async inner => {
    routes = inner;
    decisions(inner, context);
    exchanges(inner, context);
    otlp(inner, context);
    reads(inner, context);
    findRoutes(inner, context);
    viewRoutes(inner, context);
    dossiers(inner, context);
    lineageRoutes(inner, context);
    // One reader: what the log's entries are is counted once.
    const log = new LogReader(context.data);
    logRoutes(inner, context, log);
    canaryRoutes(inner, context, log);
    operationRoutes(inner, context);
    hookRoutes(inner, context);
    health(inner, context);
    policyRoutes(inner, context);
    rangeRoutes(inner, context);
    backtestRoutes(inner, context);
    session(inner, context);
    signInRoutes(inner, context);
    sessionList(inner, context);
    taxiiRoutes(inner, context);
    pageRoutes(inner, context);
    if (context.console) consoleRoutes(inner, context.console, context);
  });
  await app.ready();
  decideFast(app, routes, context);
  return app;
}
