import { percent } from './words.ts';

// What the signs that detection names mean, in words for a reader who knows no statistics. Of a document's own text only the figures
// are taken: so nothing that a customer wrote, and no name, can reach a letter by way of evidence.

export interface Sign {
  /** Its name for people. */
  name: string;
  /** With the figures of the document's summary, in their order; without them where they are not as many as expected. */
  says: string;
  /** What could make it so innocently, and why that is not enough. */
  innocent: string;
}

interface Wording {
  name: string;
  /** How many figures its summary has. */
  figures: number;
  says(...figures: string[]): string;
  without: string;
  innocent: string;
}

/** "…: {ours}; in comparable groups {theirs}". */
const compared = (name: string, what: string, measure: string, innocent: string): Wording => ({
  name,
  figures: 2,
  says: (own, ordinary) => `${what} ${measure}: ${own}; in comparable groups: ${ordinary}.`,
  without: what,
  innocent,
});

const tested: Record<string, Wording> = {
  'level-volumes': compared(
    'Level volumes',
    'The accounts sent nearly the same number of requests each.',
    'Factor by which volumes spread',
    'A benchmark or an exercise gives everyone the same number of requests; then the days differ, and the prompts are the same.',
  ),
  'steady-gaps': compared(
    'Steady pace',
    'Requests came without the bursts and pauses that people make.',
    'Burstiness (near 0: random; near 1: bursts and long pauses)',
    'A timer or a batch job is steady too; but one owner has few accounts, and each keeps its own hours.',
  ),
  'no-sittings': compared(
    'No sittings',
    'Requests did not come in sittings, as when a person sits down to work.',
    'Exchanges in one sitting',
    'A person who asks one thing now and then has short sittings; many such persons with level volumes are not expected.',
  ),
  'same-hours': compared(
    'The same hours',
    'All accounts kept the same daily hours.',
    'Difference of their daily rhythms, of the most that is possible',
    'People of one place share a day, yet each has a rhythm of their own; the comparable groups include such people.',
  ),
  'same-days': compared(
    'The same days',
    'All accounts were active on the same days.',
    'Difference, of the most that is possible',
    'A launch or a deadline brings people together for days, not throughout.',
  ),
  'same-active-hours': compared(
    'Active in the same hours',
    'All accounts were active in the same hours of the day, however much they sent then.',
    'Difference, of the most that is possible',
    'People of one place share a day, yet each has a rhythm of their own; the comparable groups include such people.',
  ),
  'same-active-days': compared(
    'Active on the same days',
    'All accounts were active at the same time of the period, however much they sent then.',
    'Difference, of the most that is possible',
    'A launch or a deadline brings people together for days, not throughout.',
  ),
  'same-prompt-sizes': compared(
    'The same mix of requests',
    'Each account’s requests look like a sample of the whole group’s, by their sizes.',
    'Difference',
    'Users of one tool send requests of one kind; then volumes and hours differ.',
  ),
  'same-answer-sizes': compared(
    'The same mix of answers',
    'Each account’s answers look like a sample of the whole group’s, by their sizes.',
    'Difference',
    'Users of one tool get answers of one kind; then volumes and hours differ.',
  ),
  'same-models': compared(
    'The same mix of models',
    'Every account asked the same models in the same shares.',
    'Difference',
    'A tool that chooses the model does so for all of its users; then volumes, hours and sittings differ.',
  ),
  'no-own-parameters': compared(
    'No settings of their own',
    'What settings an account uses on one day tells little of another day: the accounts are interchangeable.',
    'Share of a way of its own that an account keeps',
    'A program that chooses settings does so for everyone who uses it; then volumes differ.',
  ),
  'no-own-network': compared(
    'No networks of their own',
    'Any account may come from any of the group’s networks on any day.',
    'Share of networks of its own that an account keeps',
    'A company or a campus has networks in common too; then volumes and habits differ.',
  ),
  'shared-payments': compared(
    'Few payments between them',
    'Many accounts are paid for with the same means of payment.',
    'Share of accounts that pay with something no other of the group uses',
    'A company pays for all of its seats; then it says who it is, or volumes and habits differ.',
  ),
  'standalone-requests': compared(
    'Requests that stand alone',
    'Requests stand alone, without a conversation.',
    'Share',
    'Many programs send such requests. It says what is done and counts only beside the signs of one operator.',
  ),
  'long-answers': compared(
    'Long answers',
    'Answers are long.',
    'Typical length in tokens',
    'Writers and programmers ask for long answers too. It counts only beside the signs of one operator.',
  ),
};

/** `words` finishes "N of the M accounts …". */
const shared = (name: string, words: string, innocent: string): Wording => ({
  name,
  figures: 4,
  says: (some, all, others, part) =>
    `${some} of the ${all} accounts ${words}; of all other accounts ${others} do (${part}).`,
  without: `Many of the accounts ${words}.`,
  innocent,
});

const WORDS = 'Users of a tool, a course or a viral prompt share words too.';
const PLACES = 'A campus, a company, a popular client or a reseller shares this too.';
const described: Record<string, Wording> = {
  'shared-opening': shared('Shared opening', 'begin requests with the same words', WORDS),
  'shared-closing': shared('Shared closing', 'end requests with the same words', WORDS),
  'shared-prompt': shared('Shared requests', 'send the very same request', WORDS),
  'shared-phrase': shared('Shared phrases', 'use the same three-word phrases', WORDS),
  'shared-system-prompt': shared('Shared instructions', 'use the same system prompt', WORDS),
  'shared-tools': shared('Shared tools', 'declare the same tools', WORDS),
  'shared-client': shared('Shared client', 'call with the same client program', PLACES),
  'shared-tls': shared('Shared connection fingerprint', 'show the same TLS fingerprint', PLACES),
  'shared-parameters': shared(
    'Shared settings',
    'call with the same client program and the same settings',
    PLACES,
  ),
  'shared-network': shared('Shared network', 'come from the same network', PLACES),
  'shared-address': shared('Shared address', 'come from the same network address', PLACES),
  'shared-payment': shared('Shared payment', 'pay with the same means of payment', PLACES),
  'shared-phone': shared('Shared phone', 'were verified with the same phone number', PLACES),
  'shared-email': shared('Shared e-mail address', 'have the same e-mail address', PLACES),
  'shared-email-domain': shared('Shared e-mail domain', 'have e-mail addresses of the same domain', PLACES),
  'sign-up-burst': shared('Signed up together', 'signed up within the same hour', PLACES),
};

export const wordings: Readonly<Record<string, Wording>> = { ...tested, ...described };

/** In words; null for a sign that a later version names and this one does not know. */
export function signOf(signal: string, summary: string | undefined): Sign | null {
  if (!Object.hasOwn(wordings, signal)) return null;
  const { name, figures, says, without, innocent } = wordings[signal]!;
  const found = figuresIn(summary ?? '');
  return { name, says: found.length === figures ? says(...found) : without, innocent };
}

/** The numbers of a summary, and nothing else of it: 0.13, 250, 4.9%. */
export function figuresIn(summary: string): string[] {
  const found =
    summary.match(/(?<![\p{L}\d.])-?\d{1,15}(?:\.\d{1,6})?(?:e[+-]\d{1,3})?%?(?![\p{L}\d])/gu) ?? [];
  return found.map(figure => {
    const value = Number(figure.replace('%', ''));
    return figure.endsWith('%') ? percent(value / 100) : figure.includes('.') ? figure : grouped(value);
  });
}

const grouped = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

/** Families of tests, in words. */
export const families: Readonly<Record<string, string>> = {
  volume: 'volume',
  timing: 'timing',
  rhythm: 'hours and days',
  mix: 'sizes',
  models: 'models',
  habits: 'settings',
  network: 'network',
  identity: 'account details',
  shape: 'form of use',
  content: 'wording',
  client: 'client program',
};
