import type * as Cedar from '@cedar-policy/cedar-wasm/nodejs';
import { meaningOf } from './annotations.ts';
import { withCedar } from './engine.ts';
import { type Fault, type Finding, findingOf, inOrder, lineAt } from './finding.ts';
import { beyondLimits, MAX_ALL, MAX_FILE, MAX_POLICIES } from './limits.ts';
import { Mentions } from './mentions.ts';
import type { Policy } from './policy.ts';
import { faultsOf } from './said.ts';
import { schemaText } from './shipped.ts';
import { pieces } from './tokens.ts';

const fewer = 'Facts about accounts are attributes, not policies: ask for one instead of naming accounts.';

/** Texts by file name as policies, and all that is wrong with them; policies are of use only where nothing is an error. */
export function compiled(texts: Record<string, string>): { policies: Policy[]; findings: Finding[] } {
  const files = Object.entries(texts);
  const size = files.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0);
  if (size > MAX_ALL)
    return {
      policies: [],
      findings: [tooMany(files[0]![0], 1, `policies have ${size} bytes together, and may have ${MAX_ALL}`)],
    };
  const policies: Policy[] = [];
  const findings: Finding[] = [];
  for (const [file, text] of files) {
    const { policies: own, faults } = ofFile(file, text);
    policies.push(...own);
    findings.push(...faults.map(fault => findingOf(file, text, fault)));
  }
  const { length } = policies;
  if (length > MAX_POLICIES)
    findings.push(
      tooMany(
        policies[MAX_POLICIES]!.file,
        policies[MAX_POLICIES]!.line,
        `there are ${length} policies, and may be ${MAX_POLICIES}`,
      ),
    );
  else findings.push(...validated(policies, texts));
  return { policies, findings: findings.sort(inOrder) };
}

const tooMany = (file: string, line: number, message: string): Finding => ({
  severity: 'error',
  file,
  line,
  message,
  mend: fewer,
});

function ofFile(file: string, text: string): { policies: Policy[]; faults: Fault[] } {
  if (Buffer.byteLength(text) > MAX_FILE)
    return {
      policies: [],
      faults: [{ at: 0, message: `the file is longer than ${MAX_FILE} bytes`, mend: fewer }],
    };
  const beyond = beyondLimits(text);
  if (beyond.length) return { policies: [], faults: beyond };
  const parsed = asked(cedar => cedar.checkParsePolicySet({ staticPolicies: text }));
  // What is wrong without a place (a template) is told of policy by policy.
  const hasPlace = (errors: readonly Cedar.DetailedError[]) =>
    errors.some(one => one.sourceLocations?.length);
  if (parsed.type === 'failure' && hasPlace(parsed.errors))
    return { policies: [], faults: faultsOf(parsed.errors, text) };

  const policies: Policy[] = [];
  const faults: Fault[] = [];
  const lineOfId = new Map<string, number>();
  for (const [i, piece] of pieces(text).entries()) {
    const answer = asked(cedar => cedar.policyToJson(piece.text));
    if (answer.type === 'failure') {
      faults.push(...faultsOf(answer.errors, piece.text, piece.at));
      continue;
    }
    const { meaning, faults: own } = meaningOf(answer.json, piece);
    faults.push(...own);
    const { id = String(i + 1), decision, obligations } = meaning;
    const line = lineAt(text, piece.at);
    if (lineOfId.has(id))
      faults.push({
        at: piece.at,
        message: `the policy in line ${lineOfId.get(id)} is #${id} too`,
        mend: 'Give one of them another @id.',
      });
    lineOfId.set(id, line);
    const name = `${file}#${id}`;
    const { effect } = answer.json;
    policies.push({
      id: name,
      file,
      at: piece.at,
      line,
      source: piece.text,
      json: answer.json,
      effect,
      decision,
      obligations,
      text: meaning.text ?? `${name} ${effect}s it`,
      hasText: meaning.text !== undefined,
      mentions: new Mentions([answer.json]),
    });
  }
  if (parsed.type === 'failure' && faults.length === 0) faults.push(...faultsOf(parsed.errors, text));
  return { policies, faults };
}

/** What is wrong with policies that parse: attributes that there are not, types that do not fit, what is never true. */
function validated(policies: readonly Policy[], texts: Record<string, string>): Finding[] {
  // By number: of two with the same id, each is to be told of.
  const sources = Object.fromEntries(policies.map(({ source }, i) => [String(i), source]));
  const answer = asked(cedar =>
    cedar.validate({
      schema: schemaText(),
      policies: { staticPolicies: sources },
      validationSettings: { mode: 'strict' },
    }),
  );
  const ofPolicy = (number: number, error: Cedar.DetailedError): Finding[] => {
    const { file, source, at } = policies[number]!;
    const text = texts[file]!;
    return faultsOf([error], source, at).map(fault => findingOf(file, text, fault));
  };
  if (answer.type === 'failure')
    return policies.length ? answer.errors.flatMap(error => ofPolicy(0, error)) : [];
  const { validationErrors, validationWarnings } = answer;
  const isWrong = new Set(validationErrors.map(({ policyId }) => policyId));
  // What is wrong is never true either: that is not said beside it.
  return [
    ...validationErrors,
    ...validationWarnings.filter(({ policyId }) => !isWrong.has(policyId)),
  ].flatMap(({ policyId, error }) => ofPolicy(Number(policyId), error));
}

type Failure = { type: 'failure'; errors: Cedar.DetailedError[] };

/** Asks Cedar; what breaks it is an error like any other. */
function asked<T extends { type: string }>(work: (cedar: typeof Cedar) => T): T | Failure {
  try {
    return withCedar(work);
  } catch (cause) {
    const message = `Cedar cannot read this: ${(cause as Error)?.message ?? String(cause)}`;
    const help = 'Make it shorter, flatter, or several policies.';
    const error = { message, help, code: null, url: null, severity: null, sourceLocations: [], related: [] };
    return { type: 'failure', errors: [error] };
  }
}
