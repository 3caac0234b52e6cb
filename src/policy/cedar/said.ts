import type { DetailedError } from '@cedar-policy/cedar-wasm/nodejs';
import type { Fault } from './finding.ts';
import { fieldNames } from './mentions.ts';

/**
 * What Cedar says is wrong, as faults.
 *
 * @param text what Cedar read; its places are offsets in it, in bytes
 * @param start where that begins in the file
 */
export function faultsOf(errors: readonly DetailedError[], text: string, start = 0): Fault[] {
  const bytes = Buffer.from(text);
  return errors.flatMap(error => {
    const { message, help, severity, sourceLocations = [], related = [] } = error;
    const [place] = sourceLocations;
    const said = message
      .replace(/^failed to parse polic.*? from string: /, '')
      .replace(/^for policy `.*?`, /, '');
    const fault: Fault = {
      at: start + bytes.subarray(0, place?.start ?? 0).toString().length,
      message: said,
      mend: mendOf(said, help, place?.label),
      ...(severity && severity !== 'error' ? { isWarning: true } : {}),
    };
    return [fault, ...faultsOf(related, text, start)];
  });
}

function mendOf(message: string, help: string | null, label: string | null | undefined): string {
  if (/^attribute .* not found/.test(message))
    return `Policies may know ${fieldNames.join(', ')}; country, network and language are left out on purpose.`;
  if (help) return sentence(help);
  if (label) return sentence(label.length > 200 ? `${label.slice(0, 200)} …` : label);
  return 'docs/policy.md says what a policy looks like.';
}

const sentence = (text: string): string =>
  `${text[0]!.toUpperCase()}${text.slice(1)}${/[.…!?]$/.test(text) ? '' : '.'}`;
