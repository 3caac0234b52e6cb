import { at, isRecord, type Json, list, own, text } from '../ingest/index.ts';
import { spelled } from './route.ts';

/** The model of a request of which it is not known, or that names none. */
export const UNSPECIFIED = 'unspecified';
/** Each model that a request names is a decision. */
export const MOST_MODELS = 16;

/** Azure's deployments and their like: the server looks at no other name. */
const ruling = [
  /\/(?:deployments|engines)\/(.+?)\/(?:chat\/completions|completions|responses|messages|embeddings|images\/\w+|audio\/\w+)$/i,
  /\/(?:deployments|engines)\/([^/]+)/i,
];
const naming = [
  /\/model\/(.+)\/(?:invoke|converse)[\w-]*$/i,
  /\/(?:serving-)?endpoints\/([^/]+)\/invocations$/i,
  /\/models?\/([^/:]+)/i,
];

/** The models that a request may be answered by, without repeats: the one that it names first, then those it may fall back to. */
export function modelsOf(body: Json | undefined, url: string): string[] {
  const path = spelled(url);
  const first = found(ruling, path);
  const fallbacks = [...list(own(body, 'models')), ...list(own(body, 'fallbacks'))];
  const names = [
    ...(first ? [first] : [namedIn(body), found(naming, path)]),
    ...fallbacks.map(one => text(one) ?? text(own(one, 'model'))),
    // A batch whose requests are in its body.
    ...list(own(body, 'requests')).map(one => text(at(one, 'params.model')) ?? text(at(one, 'body.model'))),
  ];
  return [...new Set(names.filter(name => name !== undefined).map(name => name.slice(0, 512)))];
}

const found = (patterns: readonly RegExp[], path: string) =>
  patterns.map(pattern => pattern.exec(path)?.[1]).find(name => name !== undefined && name.trim() !== '');

/** Servers written in Go do not look at the case of a name. */
function namedIn(body: Json | undefined): string | undefined {
  const exact = text(own(body, 'model'));
  if (exact || !isRecord(body)) return exact;
  const name = Object.keys(body).find(key => /^model$/i.test(key));
  return name === undefined ? undefined : text(body[name]);
}
