const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Whether a JSON object (valid JSON, as text) says twice which model, or models, it is for. Parsers take the first or the last of
 * them, and `Model` for `model` or not, so that one server reads another model than the next.
 */
export function saysModelTwice(json: string): boolean {
  // Most texts have the word once and no other spelling of it, and need not be walked through.
  const quoted = json.match(/"models?"\s*:|"[^"\\]{0,5}\\u00/gi);
  if (!quoted || quoted.length < 2) return false;
  const seen = new Set<string>();
  let depth = 0;
  let isName = false;
  for (let i = 0; i < json.length; i++) {
    const code = json.charCodeAt(i);
    if (code === QUOTE) {
      const end = endOf(json, i);
      if (depth === 1 && isName && end - i < 60) {
        const name = (JSON.parse(json.slice(i, end + 1)) as string).toLowerCase();
        if (seen.has(name)) return true;
        if (name === 'model' || name === 'models') seen.add(name);
      }
      i = end;
    } else if (code === 0x2c) isName = true;
    else if (code === 0x3a) isName = false;
    else if (code === 0x7b || code === 0x5b) {
      depth++;
      isName = true;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return false;
}

/** Where the string that begins at `start` ends. */
function endOf(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end !== -1; end = json.indexOf('"', end + 1)) {
    let slashes = 0;
    while (json.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return end;
  }
  return json.length;
}
