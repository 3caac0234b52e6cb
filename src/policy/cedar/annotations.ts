import type { PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import { type Kind, kinds } from '../decision.ts';
import type { Fault } from './finding.ts';
import { listed, obligationForms, parseObligation, united } from './obligations.ts';
import { placeholderNames, unknownPlaceholders } from './texts.ts';
import { type Piece, tokens } from './tokens.ts';

// What a policy means beyond permit and forbid: @id("slow") @decision("slow") @obligations("rate:10/1m") @text("…").

const known = ['id', 'decision', 'obligations', 'text'];
const decisions = kinds.filter(kind => kind !== 'allow');

export interface Meaning {
  id: string | undefined;
  decision: Kind;
  obligations: string[];
  text: string | undefined;
}

/** What annotations say, and what is wrong with them. */
export function meaningOf(
  { effect, annotations = {} }: PolicyJson,
  piece: Piece,
): { meaning: Meaning; faults: Fault[] } {
  const faults: Fault[] = [];
  const say = (name: string, message: string, mend: string, isWarning = false) =>
    faults.push({ at: annotationAt(piece, name), message, mend, ...(isWarning && { isWarning }) });
  const given = (name: string): string | undefined => {
    if (!Object.hasOwn(annotations, name)) return undefined;
    const value = (annotations[name] as string | null) ?? '';
    if (value === '') say(name, `@${name} says nothing`, `Give it a value, @${name}("…"), or take it out.`);
    return value || undefined;
  };
  const [id, decision, obligations, text] = [
    given('id'),
    given('decision'),
    given('obligations'),
    given('text'),
  ];

  for (const name of Object.keys(annotations))
    if (!known.includes(name)) say(name, `@${name} means nothing here`, `What is read: ${at(known)}.`, true);
  if (id !== undefined && !/^[\w.-]{1,64}$/.test(id))
    say(
      'id',
      'an @id is made of letters, digits, points, dashes and underscores, at most 64',
      'Choose another.',
    );
  if (decision !== undefined && !isDecision(decision))
    say('decision', `there is no decision "${decision}"`, `Decisions of a forbid: ${decisions.join(', ')}.`);
  const wrong = listed(obligations ?? '').filter(one => !parseObligation(one));
  for (const one of wrong) say('obligations', `"${one}" is no obligation`, `There are: ${obligationForms}.`);
  for (const name of unknownPlaceholders(text ?? ''))
    say('text', `{${name}} in @text is filled with nothing`, `Placeholders: ${placeholderNames.join(', ')}.`);

  const promises = united(listed(obligations ?? ''));
  const does = decision && isDecision(decision) ? decision : 'hold';
  if (effect === 'permit') {
    for (const name of ['decision', 'obligations'])
      if (Object.hasOwn(annotations, name))
        say(
          name,
          `@${name} of a permit means nothing`,
          'A forbid says what is decided instead of allow.',
          true,
        );
  } else {
    const warn = (message: string, mend: string) => say('', message, mend, true);
    if (decision === undefined)
      warn(
        'a forbid without @decision means hold',
        `Say which: @decision("…") with ${decisions.join(', ')}.`,
      );
    if (text === undefined)
      warn('a forbid without @text gives no reason but its name', 'Say why, for the operator: @text("…").');
    if (does === 'slow' && !promises.some(one => one.startsWith('rate:')))
      warn('slow without a rate: no gateway knows how slow', 'Add one: @obligations("rate:10/1m").');
    if (does === 'thin' && !promises.length)
      warn('thin without obligations leaves everything', 'Add some: @obligations("omit-reasoning").');
  }
  return {
    meaning: {
      id,
      decision: effect === 'permit' ? 'allow' : does,
      obligations: effect === 'permit' ? [] : promises,
      text,
    },
    faults,
  };
}

const at = (names: string[]) => names.map(name => `@${name}`).join(', ');
const isDecision = (text: string): text is Kind => (decisions as string[]).includes(text);

/** Where the annotation stands, or where the policy begins. */
function annotationAt({ text, at }: Piece, name: string): number {
  let isAnnotation = false;
  for (const token of tokens(text)) {
    if (isAnnotation && token.text === name) return at + token.at;
    isAnnotation = token.kind === 'sign' && token.text === '@';
  }
  return at;
}
