/**
 * The clustered form of a statement of sql/: of a CREATE TABLE, made from the one source in sql/: a replicated local table on every node,
 * and a distributed one of the plain name over them. Rows go by account, so that one account's traffic lies on
 * one shard; small tables without an account go by their sorting key.
 */
export function clustered(create: string, cluster: string): string[] {
  const match = /CREATE TABLE (\w+)\s*\(([\s\S]*)\)\s*ENGINE = (\w*MergeTree)(\([^)]*\))?([\s\S]*)$/.exec(
    create,
  );
  if (!match) return altered(create, cluster);
  const [, table, columns, engine, parameters = '', rest = ''] = match;
  const zookeeper = `'/clickhouse/tables/{shard}/{database}/${table}_local', '{replica}'`;
  const own = parameters.slice(1, -1);
  const key = /^\s*account\s/m.test(columns!) ? 'account' : /ORDER BY \(?(\w+)/.exec(rest)![1];
  return [
    `CREATE TABLE ${table}_local ON CLUSTER '${cluster}'\n(${columns})\nENGINE = Replicated${engine}(${zookeeper}${own ? `, ${own}` : ''})${rest}`,
    `CREATE TABLE ${table} ON CLUSTER '${cluster}' AS ${table}_local\nENGINE = Distributed('${cluster}', currentDatabase(), ${table}_local, cityHash64(${key}))`,
  ];
}

/** An ALTER TABLE is of the local tables; a column that it adds, of the distributed one too. */
function altered(statement: string, cluster: string): string[] {
  const match = /^ALTER TABLE (\w+)([\s\S]*)$/.exec(statement);
  if (!match) return [statement];
  const [, table, rest] = match;
  const on = (name: string) => `ALTER TABLE ${name} ON CLUSTER '${cluster}'${rest}`;
  return /^\s*ADD COLUMN/.test(rest!) ? [on(`${table}_local`), on(table!)] : [on(`${table}_local`)];
}

/** The statements of a migration file: split at semicolons that end a line, comments dropped. */
export function statements(sql: string): string[] {
  return sql
    .replace(/--.*$/gm, '')
    .split(/;\s*$/m)
    .map(statement => statement.trim())
    .filter(statement => statement !== '');
}
