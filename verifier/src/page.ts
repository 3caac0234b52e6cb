import { MOST_BYTES } from './archive.ts';
import type { Bytes } from './bytes.ts';
import { refuse } from './refusal.ts';
import { Report } from './report.ts';
import { clean, sections, verdict } from './text.ts';
import { verify } from './verify.ts';

// The page: the same check in a browser. What a dossier says reaches the document as text only.

const by = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const field = (id: string): string => by<HTMLTextAreaElement>(id).value.trim();
const filesOf = (id: string): File[] => [...(by<HTMLInputElement>(id).files ?? [])];

const MOST_KEPT = 2 ** 20;

async function read(file: File, most: number): Promise<Bytes> {
  if (file.size > most)
    refuse('FILE_TOO_LARGE', `${file.name} has ${file.size} bytes; at most ${most} are read.`);
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    refuse('FILE_UNREADABLE', `${file.name} cannot be read. If it was moved or changed, choose it again.`);
  }
}

const readAll = (id: string): Promise<Bytes[]> => Promise.all(filesOf(id).map(file => read(file, MOST_KEPT)));

async function check(file: File): Promise<Report> {
  let report = new Report();
  await report.attempt(async () => {
    const trust = {
      key: field('key') || undefined,
      witnesses: field('witnesses').split(/\s+/).filter(Boolean),
      since: await readAll('since'),
      proofs: await readAll('proofs'),
      authorities: (await readAll('authorities')).map(pem => new TextDecoder().decode(pem)),
    };
    report = await verify(await read(file, MOST_BYTES), trust);
  });
  return report;
}

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  content: string | Node[],
  className = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.className = className;
  made.append(...(typeof content === 'string' ? [clean(content)] : content));
  return made;
}

function show(report: Report, file: File): void {
  const when = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const head = element(
    'div',
    [
      element('h2', verdict(report)),
      element('p', `${file.name}, checked on ${when} UTC`, 'quiet'),
      element('p', report.digest && `SHA-256 ${report.digest}`, 'quiet digest'),
    ],
    report.holds ? (report.keyKnown ? 'verdict' : 'verdict open') : 'verdict bad',
  );
  const parts = sections(report).map(([heading, findings]) =>
    element(
      'article',
      [
        element('h3', heading),
        element(
          'dl',
          findings.map(({ topic, says }) => element('div', [element('dt', topic), element('dd', says)])),
        ),
      ],
      findings[0]!.standing,
    ),
  );
  by('report').replaceChildren(head, ...parts);
}

let chosen: File | undefined;
let turn = 0;

/** Checks what is chosen. Only what was asked for last is shown. */
async function run(): Promise<void> {
  const file = chosen;
  if (!file) return;
  const mine = ++turn;
  by('chosen').textContent = clean(file.name);
  by('report').replaceChildren(element('p', 'Checking …', 'quiet'));
  try {
    const report = await check(file);
    if (mine === turn) show(report, file);
  } catch (error) {
    if (mine === turn)
      by('report').replaceChildren(
        element(
          'p',
          `This page has a fault of its own, and the dossier is not checked: ${error}`,
          'verdict bad',
        ),
      );
  }
}

by('file').addEventListener('change', () => {
  chosen = filesOf('file')[0];
  run();
});
by('elsewhere').addEventListener('change', run);
by('form').addEventListener('submit', event => event.preventDefault());

for (const name of ['dragenter', 'dragover', 'dragleave', 'drop'] as const)
  document.addEventListener(name, event => {
    event.preventDefault();
    document.body.classList.toggle('over', name === 'dragenter' || name === 'dragover');
    if (name !== 'drop' || !event.dataTransfer?.files[0]) return;
    chosen = event.dataTransfer.files[0];
    run();
  });
