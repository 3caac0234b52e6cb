import { visible } from './visible.ts';

/**
 * The page's style sheet: system fonts, light or dark as the reader has it, light on paper, a header on each printed
 * page where the browser prints page margins. Nothing is fetched.
 */
export const styleOf = (campaign: string, level: string): string => `
:root { color-scheme: light dark; --ground: #fff; --ink: #1b1f24; --quiet: #565d68; --line: #d9dde3; --strong-line: #8a93a0;
  --tint: #f4f6f8; --accent: #2f5d8a; }
@media screen and (prefers-color-scheme: dark) { :root { --ground: #14171b; --ink: #e3e6ea; --quiet: #9aa3ae; --line: #31373f;
  --strong-line: #6b7480; --tint: #1c2126; --accent: #84aed6; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 Roboto, system-ui, "Segoe UI", Helvetica, Arial, sans-serif;
  overflow-wrap: anywhere; hyphens: manual; }
main { max-width: 50rem; margin: 0 auto; padding: 3rem 1.5rem 5rem; }
h1 { font-size: 2rem; line-height: 1.2; font-weight: 650; margin: 0; text-wrap: balance; letter-spacing: -.01em; }
header p { font-size: 1.1rem; color: var(--quiet); margin: .4rem 0 1.6rem; }
header dl { display: grid; grid-template-columns: 9rem 1fr; gap: .25rem 1rem; margin: 0 0 2rem; padding: 1rem 0; border-top: 2px solid var(--ink);
  border-bottom: 1px solid var(--line); font-size: .95rem; }
header dt { color: var(--quiet); } header dd { margin: 0; }
h2 { font-size: 1.3rem; line-height: 1.3; font-weight: 650; margin: 2.8rem 0 .7rem; break-after: avoid; }
h2 .number { color: var(--quiet); font-weight: 400; margin-right: .5em; }
h3 { font-size: 1.02rem; margin: 1.6rem 0 .4rem; break-after: avoid; }
p { margin: .7rem 0; } p, li, dd { orphans: 3; widows: 3; }
.lead { font-size: 1.12rem; line-height: 1.55; }
ol, ul { padding-left: 1.5rem; margin: .7rem 0; } li { margin: .4rem 0; } li::marker { color: var(--quiet); }
aside { border-left: 3px solid var(--accent); background: var(--tint); padding: .9rem 1.2rem; margin: 1.5rem 0; break-inside: avoid; }
aside h2 { font-size: 1rem; margin: 0 0 .3rem; } aside ul { margin: 0; } aside li { margin: .2rem 0; }
nav { margin: 1.8rem 0; font-size: .95rem; } nav h2 { font-size: 1rem; margin: 0 0 .3rem; }
nav ol { columns: 2; column-gap: 2.5rem; margin: 0; } nav li { margin: .15rem 0; break-inside: avoid; } nav a { text-decoration: none; } nav a:hover { text-decoration: underline; }
.wide { overflow-x: auto; margin: 1.1rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; line-height: 1.45; font-variant-numeric: tabular-nums lining-nums; }
caption { text-align: left; color: var(--quiet); font-size: .92rem; padding-bottom: .4rem; break-after: avoid; }
th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { font-weight: 600; font-size: .86rem; border-bottom: 1px solid var(--strong-line); border-top: 1px solid var(--strong-line); vertical-align: bottom; }
tbody th { font-weight: 400; } th:last-child, td:last-child { padding-right: 0; }
.figure { text-align: right; white-space: nowrap; overflow-wrap: normal; } thead .figure { white-space: normal; } tr { break-inside: avoid; }
.quiet { color: var(--quiet); } strong { font-weight: 600; }
code { font: .88em/1.4 ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
pre { font: .82rem/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; background: var(--tint); border: 1px solid var(--line);
  padding: .8rem 1rem; margin: 1rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
blockquote { margin: .3rem 0 1.2rem; padding: .6rem 1rem; border-left: 3px solid var(--strong-line); background: var(--tint); white-space: pre-wrap; font-size: .95rem; }
bdi { unicode-bidi: isolate; }
figure { margin: 1.3rem 0; break-inside: avoid; } figcaption { color: var(--quiet); font-size: .92rem; margin-top: .4rem; }
svg { display: block; width: 100%; height: auto; } svg .bar { fill: var(--accent); } svg .quiet { fill: var(--quiet); } svg .grid { stroke: var(--line); } svg .axis { stroke: var(--strong-line); }
.terms { display: grid; grid-template-columns: 11rem 1fr; gap: .55rem 1rem; margin: .7rem 0; } .terms dt { font-weight: 600; } .terms dd { margin: 0; }
footer { margin-top: 3.5rem; padding-top: .8rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .88rem; }
a { color: inherit; text-underline-offset: .15em; text-decoration-color: var(--strong-line); } :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media (max-width: 36rem) { header dl, .terms { grid-template-columns: 1fr; gap: 0; } header dd, .terms dd { margin-bottom: .6rem; } nav ol { columns: 1; } h1 { font-size: 1.6rem; } }
@media print {
  body { font-size: 10pt; line-height: 1.45; } main { max-width: none; padding: 0; } h1 { font-size: 20pt; } h2 { font-size: 13pt; margin-top: 20pt; }
  .lead { font-size: 11pt; } table, .terms, nav { font-size: 9pt; } caption, figcaption { font-size: 9pt; } .wide { overflow: visible; }
  figure, aside, pre, blockquote, .short { break-inside: avoid; } thead { display: table-header-group; } a { text-decoration: none; } nav { break-inside: avoid; }
  footer { display: none; } pre { font-size: 8pt; } aside, pre, blockquote { print-color-adjust: exact; }
}
@page { margin: 22mm 19mm 20mm;
  @top-left { content: ${cssString(`Dossier on campaign ${campaign}`)}; font: 8pt Roboto, system-ui, sans-serif; color: #565d68; }
  @top-right { content: ${cssString(level)}; font: 8pt Roboto, system-ui, sans-serif; color: #565d68; }
  @bottom-right { content: counter(page) " of " counter(pages); font: 8pt Roboto, system-ui, sans-serif; color: #565d68; } }
@page :first { @top-left { content: ""; } @top-right { content: ""; } }
`;

/** A string of CSS in which nothing but letters, digits and blanks is written as itself: it ends neither itself nor the element. */
function cssString(text: string): string {
  const letters = [...visible(text)].slice(0, 100);
  return `"${letters.map(letter => (/[A-Za-z0-9 -]/.test(letter) ? letter : `\\${letter.codePointAt(0)!.toString(16)} `)).join('')}"`;
}
