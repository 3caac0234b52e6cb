import type { Finding, Report, Standing } from './report.ts';

// A report as text for a terminal.

/**
 * Text that strangers chose, as it may be shown: escape sequences could rewrite what is on the screen, and direction marks make
 * one name look like another.
 */
export const clean = (text: string): string =>
  text
    .replace(/\s+/gu, ' ')
    .replace(
      /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu,
      '�',
    );

export const headings: Record<Standing, string> = {
  failed: 'Failed',
  proved: 'Proved',
  unchecked: 'Not checked, for want of something from you',
  asserted: "Only asserted: the maker's word",
};

/** A name that could be read as part of the sentence around it stands in quotes. */
const named = (name: string): string =>
  /^[\w.:-]{1,60}$/.test(name) ? name : `“${clean(name).replaceAll(/[“”]/g, '"')}”`;

/** A line that says how it came out. */
export function verdict({ holds, keyKnown, about }: Report): string {
  const to = about?.partner ? `, for ${named(about.partner)}` : '';
  const what = about ? `This dossier of ${named(about.campaign)} (level ${about.level}${to})` : 'This file';
  if (!holds) return `${what} does not hold. Do not rely on anything in it.`;
  return `${what} holds: everything that can be checked is in order.${keyKnown ? '' : ' But whose it is was not checked: the key came with it.'}`;
}

export function sections({ findings, holds }: Report): [heading: string, findings: Finding[]][] {
  const shown: Standing[] = holds ? ['proved', 'unchecked', 'asserted'] : ['failed'];
  return shown
    .map(
      standing =>
        [headings[standing], findings.filter(finding => finding.standing === standing)] as [
          string,
          Finding[],
        ],
    )
    .filter(([, list]) => list.length > 0);
}

export function asText(report: Report, file: string, width: number): string {
  const paragraphs = sections(report).map(([heading, findings]) =>
    [heading, ...findings.map(({ topic, says }) => wrap(`${clean(topic)}: ${clean(says)}`, width))].join(
      '\n',
    ),
  );
  const what = report.digest ? `${clean(file)}\nSHA-256 ${report.digest}` : clean(file);
  return `${[what, verdict(report), ...paragraphs].join('\n\n')}\n`;
}

/** A list item: its first line behind a dash. */
function wrap(text: string, width: number): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = `${lines.at(-1)} ${word}`;
    if (line.length > width - 3 && lines.at(-1)) lines.push(` ${word}`);
    else lines[lines.length - 1] = line;
  }
  return lines.map((line, i) => `${i ? '   ' : '  -'}${line}`).join('\n');
}
