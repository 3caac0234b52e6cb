import type { Expr, PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { Facts } from '../facts.ts';

// What of a request policies look at. Two requests that agree in it are decided alike, so decisions are remembered by it. It may
// name too much, never too little: where a policy does what is not foreseen here, all is taken as mentioned.

/** What policies may know (policies/stillwatch.cedarschema), by where it hangs. */
const fields = {
  principal: ['plan', 'program', 'verification', 'attested', 'containment', 'campaign'],
  context: ['channel', 'attributes', 'hold', 'grant'],
} as const satisfies Record<string, readonly (keyof Facts)[]>;
export const fieldNames = Object.values(fields).flat();

/** Of those that may be missing, their parts. */
const partsOf: Partial<Record<keyof Facts, readonly string[]>> = {
  containment: ['grade', 'campaign', 'action'],
  campaign: ['id', 'role', 'verdict'],
  hold: ['id', 'basis'],
  grant: ['id', 'beyond'],
};

/** Sets of texts, of which policies mostly ask for single members. */
type Members = 'attributes' | 'attested';

interface Access {
  left: Expr;
  attr: string | string[];
}

/** What does nothing with an entity but compare it. */
const comparing = new Set(['==', '!=', 'in', 'is', 'contains', 'containsAll', 'containsAny', 'Set']);

export class Mentions {
  /** Ids of accounts and models that policies name; of all others they can say nothing. */
  readonly accounts = new Set<string>();
  readonly models = new Set<string>();
  /** plan, containment (that there is one), containment.grade … */
  readonly #read = new Set<string>();
  /** Members that are asked for; 'all' where the set is used otherwise. */
  readonly #members: Record<Members, Set<string> | 'all'> = { attributes: new Set(), attested: new Set() };

  constructor(policies: Iterable<PolicyJson>) {
    for (const { principal, resource, conditions } of policies) {
      for (const scope of [principal, resource]) this.#entitiesIn(scope);
      for (const { body } of conditions) this.#walk(body, '');
    }
  }

  has(field: keyof Facts): boolean {
    return this.#read.has(field);
  }

  /** What of the facts is mentioned, as a text: another text for other facts. */
  key(facts: Facts): string {
    let key = '';
    for (const part of (this.#parts ??= this.#extractors())) {
      const value = part(facts);
      key += `${value.length}:${value}`;
    }
    return key;
  }

  #parts: ((facts: Facts) => string)[] | undefined;

  #extractors(): ((facts: Facts) => string)[] {
    const parts: ((facts: Facts) => string)[] = [];
    for (const path of [...this.#read].sort()) {
      const [field, part] = path.split('.') as [keyof Facts, string?];
      if (field === 'attributes' || field === 'attested') parts.push(this.#membersIn(field));
      else if (part) parts.push(facts => String((facts[field] as Record<string, unknown>)?.[part] ?? ''));
      else if (partsOf[field]) parts.push(facts => (facts[field] ? '1' : ''));
      else parts.push(facts => String(facts[field]));
    }
    const { accounts, models } = this;
    if (accounts.size) parts.push(({ account }) => (accounts.has(account) ? `=${account}` : ''));
    if (models.size) parts.push(({ model }) => (models.has(model) ? `=${model}` : ''));
    return parts;
  }

  #membersIn(field: Members): (facts: Facts) => string {
    const asked = this.#members[field];
    if (asked === 'all') return facts => JSON.stringify([...facts[field]].sort());
    const members = [...asked];
    return facts => members.map(member => (facts[field].includes(member) ? '1' : '0')).join('');
  }

  #walk(expression: Expr, within: string): void {
    const [[operator, node]] = Object.entries(expression) as [[string, unknown]];
    if (operator === 'Value') this.#entitiesIn(node);
    else if (operator === 'Var') this.#variable(node as string, within);
    else if (operator === '.' || operator === 'has') this.#access(node as Access, operator);
    else if (!this.#membership(operator, node))
      for (const child of childrenOf(operator, node)) this.#walk(child, operator);
  }

  /** Used whole: of a principal that is only compared, nothing but its id counts; what else is done with it is not known. */
  #variable(name: string, within: string): void {
    if (name === 'context' || (name === 'principal' && !comparing.has(within)))
      for (const field of fields[name]) this.#mention([name, field], false);
  }

  #access({ left, attr }: Access, operator: '.' | 'has'): void {
    const root = pathOf(left);
    if (root) this.#mention([...root, ...[attr].flat()], operator === 'has');
    else this.#walk(left, operator);
    this.#entitiesIn(left);
  }

  /** context.attributes.contains("tier=gold"): of the set only what is asked for counts. */
  #membership(operator: string, node: unknown): boolean {
    if (!operator.startsWith('contains')) return false;
    const { left, right } = node as { left: Expr; right: Expr };
    const [, field, more] = pathOf(left) ?? [];
    const texts = literalTexts(right);
    if ((field !== 'attributes' && field !== 'attested') || more || !texts) return false;
    this.#entitiesIn(left);
    this.#read.add(field);
    const asked = this.#members[field];
    if (asked !== 'all') for (const text of texts) asked.add(text);
    return true;
  }

  /** @param path from principal or context on */
  #mention([root, field, part]: string[], isPresence: boolean): void {
    const known: readonly string[] = fields[root as keyof typeof fields];
    if (!field || !known.includes(field)) return; // not in the schema: never there, whatever the facts
    this.#read.add(field);
    if (field === 'attributes' || field === 'attested') this.#members[field] = 'all';
    if (part !== undefined) this.#read.add(`${field}.${part}`);
    else if (!isPresence)
      for (const one of partsOf[field as keyof Facts] ?? []) this.#read.add(`${field}.${one}`);
  }

  /** Ids named anywhere in a scope, a literal or the root of a path. */
  #entitiesIn(node: unknown): void {
    if (typeof node !== 'object' || node === null) return;
    const { type, id } = node as { type?: unknown; id?: unknown };
    if (typeof id === 'string' && type === 'Account') this.accounts.add(id);
    if (typeof id === 'string' && type === 'Model') this.models.add(id);
    for (const child of Object.values(node)) this.#entitiesIn(child);
  }
}

/** principal.containment.grade as [principal, containment, grade]. A named account is a principal, where it is one. */
function pathOf(expression: Expr): string[] | undefined {
  const { Var, Value, ...rest } = expression as { Var?: string; Value?: { __entity?: unknown } };
  if (Var) return Var === 'principal' || Var === 'context' ? [Var] : undefined;
  if (Value?.__entity) return ['principal'];
  const node = (rest as { '.'?: { left: Expr; attr: string } })['.'];
  const path = node && pathOf(node.left);
  return path && [...path, node.attr];
}

function literalTexts(expression: Expr): string[] | undefined {
  const { Value, Set: members } = expression as { Value?: unknown; Set?: Expr[] };
  if (typeof Value === 'string') return [Value];
  const texts = members?.map(member => (member as { Value?: unknown }).Value);
  return texts?.every(text => typeof text === 'string') ? texts : undefined;
}

const operands = ['left', 'right', 'arg', 'if', 'then', 'else', 'in'];

function childrenOf(operator: string, node: unknown): Expr[] {
  if (Array.isArray(node)) return node as Expr[]; // a set, or what a function is called with
  if (typeof node !== 'object' || node === null) return [];
  const named = node as Record<string, Expr>;
  return operator === 'Record'
    ? Object.values(named)
    : operands.filter(name => named[name]).map(name => named[name]!);
}
