import { createHash } from 'node:crypto';
import type { Campaign, Evidence } from '../detect/index.ts';
import { style } from './page-style.ts';
import { accountOrder } from './report/accounts.ts';
import {
  asked,
  capabilities,
  MADE_WITH_TEMPLATES,
  meaning,
  roles,
  type Share,
  shares,
} from './report/campaign.ts';
import { verdictsOf } from './report/detection.ts';
import { againstSeveral, type Kind, kindsOf, strongestOfEach, weightOf } from './report/evidence.ts';
import { byStrength, figureOf } from './report/explanations.ts';
import { decisive, mainReasons } from './report/why.ts';
import { bound, compact, count, percent, whole } from './text/number.ts';
import { clean } from './text/safe.ts';
import { daysBetween, moment } from './text/time.ts';

// One static page, made of a detection or of the campaigns stored. No script; the one style sheet is allowed by its
// hash, so that nothing a log smuggles in could run or be fetched even if it got past `safe`.

const hash = createHash('sha256').update(style).digest('base64');
export const contentSecurityPolicy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const ACCOUNTS_SHOWN = 20;
/** Letters of reasons beside each. */
const REASONS = 60;

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in an element or a quoted attribute. */
export const safe = (text: string): string => clean(text).replace(/[&<>"']/g, letter => entities[letter]!);

export function page(campaigns: readonly Campaign[]): string {
  const lead = campaigns.length
    ? `${count(campaigns.length, 'campaign')}: ${safe(verdictsOf(campaigns))}`
    : 'No campaigns are stored';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Stillwatch: ${lead}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Stillwatch</h1>
<p class="lead">${lead}</p>
<p class="quiet">As the last detections left them. Times are UTC.</p>
${campaigns.map(article).join('\n')}
<footer>The same as data: <a href="/campaigns.json">campaigns.json</a>. To act on it: <a href="/campaigns">the console</a>.</footer>
</main>
</body>
</html>
`;
}

function article(campaign: Campaign): string {
  const { id, verdict, error_bound, exchanges, input_tokens, output_tokens, first_seen, last_seen } =
    campaign;
  const fact = (name: string, value: string) => `<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return `<article>
<header><h2>${safe(id)}</h2><span class="verdict ${safe(verdict)}">${safe(verdict)}</span><span class="bound">false alarm: at most ${bound(error_bound)}</span></header>
<p>${meaning[verdict]}</p>
<dl>
${fact('Accounts', `${whole(campaign.accounts.length)}<br><span class="quiet">${roles(campaign)}</span>`)}
${fact('Exchanges', whole(exchanges) + (campaign.templates ? `<br><span class="quiet">${MADE_WITH_TEMPLATES}</span>` : ''))}
${fact('Tokens', `${compact(input_tokens)} in<br>${compact(output_tokens)} out`)}
${fact('First seen', safe(moment(first_seen)))}
${fact('Last seen', `${safe(moment(last_seen))} <br><span class="quiet">${count(daysBetween(first_seen, last_seen), 'day')}</span>`)}
</dl>
${activity(campaign)}
<div class="pair">${bars('Models', shares(campaign))}${bars(asked(campaign), capabilities(campaign))}</div>
${kindsOf(campaign.evidence).map(evidenceLists).join('\n')}
${explanations(campaign)}
${accounts(campaign)}
</article>`;
}

/** The whole time looked at in equal parts, each as high as its exchanges. */
function activity({ activity, verdict, id }: Campaign): string {
  const most = Math.max(1, ...activity);
  const columns = activity.map((n, i) => {
    const height = n > 0 ? Math.max(1, (n / most) * 60) : 0;
    return (
      height &&
      `<rect x="${i * 10}" y="${(60 - height).toFixed(1)}" width="8" height="${height.toFixed(1)}"/>`
    );
  });
  return `<figure><svg class="${safe(verdict)}" role="img" aria-label="Activity of ${safe(id)}" viewBox="0 0 ${Math.max(1, activity.length) * 10} 60" height="60" preserveAspectRatio="none">${columns.filter(Boolean).join('')}</svg>
<figcaption>Exchanges, from the first that was looked at to the last</figcaption></figure>`;
}

function bars(title: string, rows: Share[]): string {
  if (rows.length === 0) return '';
  const row = ({ name, share, note }: Share) => {
    const width = (Math.max(0, Math.min(1, share)) * 100).toFixed(1);
    return `<tr><th>${safe(name)}</th><td><svg viewBox="0 0 100 8" height="8" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="8"/><rect width="${width}" height="8"/></svg></td><td class="number">${percent(share)}</td>${note && `<td class="number quiet">${note}</td>`}</tr>`;
  };
  return `<section class="bars"><h3>${title}</h3><table>${rows.map(row).join('')}</table></section>`;
}

/** Of one kind the strongest of each family in sight, the rest a click away; what speaks against several is said once. */
function evidenceLists({ title, signs }: Kind): string {
  const several = againstSeveral(signs);
  const item = (sign: Evidence) => evidenceItem(sign, several.has(sign.against));
  const first = strongestOfEach(signs);
  const rest = signs.filter(one => !first.includes(one));
  const hidden = rest.length
    ? `<details><summary>${count(rest.length, 'more sign')} from the same families</summary><ol>${rest.map(item).join('\n')}</ol></details>`
    : '';
  const against = [...several].map(
    ([text, families]) => `<p class="against">${safe(`${text} (${families.join(', ')})`)}</p>`,
  );
  return `<h3>${title}</h3>\n<ol>${first.map(item).join('\n')}</ol>${hidden}${against.join('\n')}`;
}

const evidenceItem = (sign: Evidence, saidBelow: boolean) =>
  `<li><p><strong>${safe(sign.signal.replaceAll('-', ' '))}</strong></p><p>${safe(sign.summary)}</p>
<p class="quiet">${safe(weightOf(sign))}</p>${saidBelow ? '' : `<p class="against">${safe(sign.against)}</p>`}</li>`;

function explanations({ explanations }: Campaign): string {
  if (explanations.length === 0) return '';
  const row = (one: Campaign['explanations'][number]) =>
    `<tr><th>${safe(one.explanation)}</th><td class="${one.verdict === 'ruled out' ? 'kept' : 'kept open'}">${safe(one.verdict)}</td><td>${safe(figureOf(one))}</td></tr>`;
  return `<h3>Innocent explanations tried, strongest first</h3><table>${byStrength(explanations).map(row).join('')}</table>`;
}

function accounts({ accounts }: Campaign): string {
  const sorted = [...accounts].sort(accountOrder);
  const row = (one: Campaign['accounts'][number]) =>
    `<tr><th>${safe(one.account)}</th><td>${safe(one.role)}</td><td class="number">${percent(one.membership)}</td><td class="quiet">${safe(mainReasons(decisive(one) ?? {}, REASONS))}</td></tr>`;
  const more = sorted.length - ACCOUNTS_SHOWN;
  return `<details><summary>Accounts</summary><table><thead><tr><th>account</th><th>role</th><th>belongs</th><th>mainly (log-odds)</th></tr></thead>${sorted.slice(0, ACCOUNTS_SHOWN).map(row).join('')}</table>${more > 0 ? `<p class="quiet">and ${whole(more)} more in campaigns.json</p>` : ''}</details>`;
}
