import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clustered, statements } from './ddl.ts';
import { openStore } from './open.ts';
import type { Store } from './store.ts';

const sql = new URL('./sql/', import.meta.url);
const source = readdirSync(sql)
  .map(name => readFileSync(new URL(name, sql), 'utf8'))
  .join('\n');
const creates = statements(source).filter(statement => statement.startsWith('CREATE TABLE'));
const nameOf = (create: string) => /CREATE TABLE (\w+)/.exec(create)![1]!;

describe('the clustered form of', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-ddl-'));
  let store: Store;
  beforeAll(async () => {
    store = await openStore({ data: join(scratch, 'data') });
  });
  afterAll(async () => {
    await store.close();
    rmSync(scratch, { recursive: true, force: true });
  });
  const format = async (sql: string) =>
    (
      await store.query<{ text: string }>('SELECT formatQuerySingleLine({sql:String}) AS text', {
        params: { sql },
      })
    )[0]!.text;

  test('the source is every table there is', () => {
    expect(creates.map(nameOf)).toEqual(
      expect.arrayContaining(['exchanges', 'accounts', 'campaigns', 'detections']),
    );
  });

  test.each(creates.map(create => [nameOf(create), create]))(
    '%s is read by the engine',
    async (name, create) => {
      const forms = clustered(create, 'main');
      expect(forms.length).toBe(2);
      const [local, distributed] = await Promise.all(forms.map(format));
      expect(local).toMatch(
        new RegExp(
          `^CREATE TABLE ${name}_local ON CLUSTER main .* ENGINE = Replicated\\w*MergeTree\\('/clickhouse/tables/\\{shard\\}/\\{database\\}/${name}_local', '\\{replica\\}'`,
        ),
      );
      const key = /^\s*account\s/m.test(create) ? 'account' : /ORDER BY \(?(\w+)/.exec(create)![1];
      expect(distributed).toBe(
        `CREATE TABLE ${name} ON CLUSTER main AS ${name}_local ENGINE = Distributed('main', currentDatabase(), ${name}_local, cityHash64(${key}))`,
      );
      // What the engine wrote is what it reads.
      expect(await format(local!)).toBe(local);
      expect(await format(distributed!)).toBe(distributed);
    },
  );

  test.each(creates.map(create => [nameOf(create), create]))(
    '%s keeps columns, order and parameters',
    async (name, create) => {
      const plain = await format(create);
      const local = await format(clustered(create, 'main')[0]!);
      const back = local
        .replace(`${name}_local ON CLUSTER main`, name)
        .replace(/Replicated(\w+)\('[^']*', '[^']*'(?:, )?/, '$1(')
        .replace(/(\w*MergeTree)\(\)/, '$1');
      expect(back).toBe(plain.replace(/(\w*MergeTree)\(\)/, '$1'));
    },
  );

  test('a change of a table is one of the local tables, and of the distributed one where it has a new column', () => {
    expect(clustered('ALTER TABLE exchanges ADD COLUMN x UInt8', 'main')).toEqual([
      "ALTER TABLE exchanges_local ON CLUSTER 'main' ADD COLUMN x UInt8",
      "ALTER TABLE exchanges ON CLUSTER 'main' ADD COLUMN x UInt8",
    ]);
    expect(clustered('ALTER TABLE exchanges MATERIALIZE COLUMN x', 'main')).toEqual([
      "ALTER TABLE exchanges_local ON CLUSTER 'main' MATERIALIZE COLUMN x",
    ]);
  });

  test.each(statements(source).filter(statement => statement.startsWith('ALTER')))(
    'is read by the engine: %s',
    async statement => {
      for (const form of clustered(statement, 'main')) {
        const formatted = await format(form);
        expect(await format(formatted)).toBe(formatted);
      }
    },
  );

  test('what is no table is as it was', () => {
    expect(clustered('DROP TABLE x', 'main')).toEqual(['DROP TABLE x']);
  });
});

describe('statements', () => {
  test('are split at semicolons that end a line, without comments', () => {
    expect(
      statements(
        "-- first; one\nCREATE TABLE a (x String DEFAULT 'a;b'); -- why\n\nDROP TABLE b;\n;\nSELECT 1",
      ),
    ).toEqual(["CREATE TABLE a (x String DEFAULT 'a;b')", 'DROP TABLE b', 'SELECT 1']);
    expect(statements('-- nothing\n')).toEqual([]);
  });

  test('come back from the file that they were written to', () => {
    const statement = fc.stringMatching(/^[A-Z][A-Za-z0-9_ (),=\n]{0,40}[a-z]$/);
    fc.assert(
      fc.property(fc.array(statement), list => {
        expect(statements(list.map(s => `-- a note;\n${s};\n`).join('\n'))).toEqual(list);
      }),
    );
  });
});
