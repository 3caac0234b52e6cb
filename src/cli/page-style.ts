/** The page's style sheet: system fonts, the person's own choice of light or dark, nothing fetched. */
export const style = `
:root { color-scheme: light dark; --ground: #f6f5f1; --card: #fffefb; --ink: #22252a; --quiet: #62676f; --line: #dedbd2;
  --harvesting: #b3261e; --pooled-access: #8a5a00; --watch: #0b6a7a; --bar: #5a7184; --tint: #edebe4; }
@media (prefers-color-scheme: dark) { :root { --ground: #15181c; --card: #1c2026; --ink: #e4e6e9; --quiet: #99a1ab; --line: #30363e;
  --harvesting: #ff8a80; --pooled-access: #f0b955; --watch: #6ccbdc; --bar: #8fa9bf; --tint: #252a31; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
h1 { font-size: 1.05rem; letter-spacing: .02em; margin: 0 0 1.5rem; }
h1 a { color: inherit; text-decoration: none; }
.lead { font-size: 1.6rem; line-height: 1.3; font-weight: 600; margin: 0 0 .5rem; text-wrap: balance; }
.quiet { color: var(--quiet); }
article { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.5rem; margin: 1.75rem 0; }
article > header { display: flex; flex-wrap: wrap; gap: .35rem .9rem; align-items: baseline; }
h2 { margin: 0; font-size: 1.3rem; font-variant-numeric: tabular-nums; }
h3 { font-size: .95rem; margin: 1.9rem 0 .6rem; }
.verdict { font-weight: 650; }
.verdict.harvesting { color: var(--harvesting); } .verdict.pooled-access { color: var(--pooled-access); } .verdict.watch { color: var(--watch); }
.bound { color: var(--quiet); } @media (min-width: 40rem) { .bound { margin-left: auto; } }
article > p { margin: .25rem 0 1.25rem; color: var(--quiet); }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .9rem 1.5rem; margin: 0; }
dt { color: var(--quiet); font-size: .85rem; } dd { margin: 0; font-variant-numeric: tabular-nums; font-weight: 550; }
figure { margin: 1.5rem 0 0; } figcaption { color: var(--quiet); font-size: .85rem; margin-top: .3rem; }
svg { display: block; width: 100%; }
svg.harvesting { fill: var(--harvesting); } svg.pooled-access { fill: var(--pooled-access); } svg.watch { fill: var(--watch); }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 0 2.5rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
td, th { padding: .3rem .75rem .3rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); font-weight: 400; }
tr:last-child td, tr:last-child th { border-bottom: 0; }
thead th { color: var(--quiet); font-size: .85rem; }
td.number { text-align: right; white-space: nowrap; } td.number:last-child { padding-right: 0; }
.bars td:nth-child(2) { width: 45%; vertical-align: middle; } .bars rect { fill: var(--bar); } .bars .track { fill: var(--tint); }
ol { margin: 0; padding-left: 1.6rem; } ol li { margin-bottom: 1.1rem; } ol li::marker { color: var(--quiet); }
li p { margin: .15rem 0; } li strong { font-weight: 650; }
.against { color: var(--quiet); } .against::before { content: 'Against: '; font-weight: 600; }
.kept { white-space: nowrap; } .open { color: var(--pooled-access); font-weight: 600; }
details { margin-top: 1.5rem; } summary { cursor: pointer; font-weight: 600; font-size: .95rem; }
details table, details ol { margin-top: .6rem; } dd .quiet { font-weight: 400; }
footer { color: var(--quiet); font-size: .85rem; margin-top: 2.5rem; }
a { color: inherit; } :focus-visible { outline: 2px solid var(--bar); outline-offset: 3px; }
`;
