// The engine's side of http-front.ts: node http-front-child.mjs FOLDER. Says its port on the first line. Ends when
// its standard input does, so that it never outlives a test.
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Session } from 'chdb';

const folder = process.argv[2];
const path = join(folder, 'clickhouse');
mkdirSync(folder, { recursive: true });
const keepOpen = new Session(path);
keepOpen.query('SELECT 1');

// What HTTP knows beside the engine's settings.
const ofTheWire = new Set(['query', 'query_id', 'database', 'wait_end_of_query', 'enable_http_compression']);
const literal = text => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\0', '\\0')}'`;
let serial = 0;

const server = createServer({ maxHeaderSize: 1 << 20 }, (request, response) => {
  const url = new URL(request.url, 'http://front');
  if (url.pathname === '/ping') {
    response.end('Ok.\n');
    return;
  }
  serve(url, request, response).catch(error => fail(response, error));
});
server.requestTimeout = 0;
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.on('SIGTERM', () => end());
process.stdin.on('end', () => end()).resume();

function end() {
  keepOpen.close();
  process.exit(0);
}

async function serve({ pathname, searchParams: params }, request, response) {
  if (pathname !== '/')
    throw new Error(`Code: 1001. DB::Exception: no handler for ${pathname}. (STD_EXCEPTION)`);
  const body = request.headers['content-encoding'] === 'gzip' ? request.pipe(createGunzip()) : request;
  let query = params.get('query');
  let spool;
  if (query === null) query = await text(body);
  else {
    spool = join(folder, `body-${serial++}`);
    await pipeline(body, createWriteStream(spool));
    query = fromSpool(query, spool);
  }
  const session = new Session(path);
  try {
    const database = params.get('database');
    if (database) session.query(`USE \`${database}\``);
    const sets = [...params].flatMap(([name, value]) =>
      ofTheWire.has(name) ? [] : [`${name} = ${literal(value)}`],
    );
    if (sets.length) session.query(`SET ${sets.join(', ')}`);
    response.setHeader('X-ClickHouse-Query-Id', params.get('query_id') ?? '');
    const into = /^\s*INSERT INTO (\w+)/.exec(query)?.[1];
    if (into) await insert(session, into, query, params.get('wait_end_of_query') === '1', response);
    else await answer(session, query, response);
  } finally {
    session.close();
    if (spool) rmSync(spool, { force: true });
  }
}

/** INSERT … SELECT … FROM input('structure') … FORMAT JSONEachRow, reading the body from where it was put. */
function fromSpool(query, spool) {
  const format = /\sFORMAT (\w+)\s*$/.exec(query);
  let found = 0;
  const rewritten = query
    .slice(0, format?.index)
    .replace(/\binput\(('(?:[^'\\]|\\.)*')\)/g, (_, structure) => {
      found++;
      return `file(${literal(spool)}, ${format?.[1]}, ${structure})`;
    });
  if (!format || found !== 1)
    throw new Error(
      'Code: 48. DB::Exception: the front reads bodies through input() only. (NOT_IMPLEMENTED)',
    );
  return rewritten;
}

async function insert(session, table, query, wait, response) {
  const count = () => Number(session.query(`SELECT count() FROM ${table}`, 'TSV'));
  const before = count();
  await session.queryAsync(query);
  // Where the client doesn't wait for the end, the header is gone before anything is written.
  const written = wait ? count() - before : 0;
  response.setHeader(
    'X-ClickHouse-Summary',
    JSON.stringify({ read_rows: '0', written_rows: String(written) }),
  );
  response.end();
}

async function answer(session, query, response) {
  if (!/^\s*(SELECT|WITH)\b/i.test(query)) {
    response.end(Buffer.from((await session.queryAsync(query, { format: 'TabSeparated' })).bytes()));
    return;
  }
  for await (const chunk of session.queryStream(query, { format: 'TabSeparated' })) {
    if (response.destroyed) return;
    if (!response.write(Buffer.from(chunk.raw()))) await drained(response);
  }
  response.end();
}

const drained = response =>
  new Promise(done => {
    const on = () => {
      response.off('drain', on).off('close', on);
      done();
    };
    response.on('drain', on).on('close', on);
  });

/** As the server does: a status, the code in a header and the text; once the answer has begun, a broken connection. */
function fail(response, error) {
  const text = /Code: (\d+)\. DB::Exception[\s\S]*/.exec(String(error?.message ?? error));
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const code = text?.[1] ?? '1002';
  response.statusCode = { 60: 404, 81: 404, 62: 400, 47: 404, 241: 500 }[code] ?? 500;
  response.setHeader('X-ClickHouse-Exception-Code', code);
  response.end(text?.[0] ?? `Code: 1002. DB::Exception: ${error}. (UNKNOWN_EXCEPTION)`);
}

async function text(body) {
  const pieces = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}
