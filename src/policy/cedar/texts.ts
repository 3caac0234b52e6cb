import type { Facts } from '../facts.ts';

/** What `{…}` in an @text may name, and what it is filled with. Of what is not known: "unknown". */
const placeholders: Record<string, (facts: Facts, until: string | null | undefined) => string | undefined> = {
  account: facts => facts.account,
  model: facts => facts.model,
  channel: facts => facts.channel,
  plan: facts => facts.plan,
  program: facts => facts.program,
  verification: facts => facts.verification,
  grade: facts => facts.containment?.grade,
  action: facts => facts.containment?.action,
  campaign: facts => facts.containment?.campaign ?? facts.campaign?.id,
  role: facts => facts.campaign?.role,
  verdict: facts => facts.campaign?.verdict,
  hold: facts => facts.hold?.id,
  basis: facts => facts.hold?.basis,
  grant: facts => facts.grant?.id,
  until: (_, until) => (until === null ? 'it is lifted' : until),
};

export const placeholderNames = Object.keys(placeholders);

const pattern = /\{([^{}]*)\}/g;

export const unknownPlaceholders = (text: string): string[] =>
  [...text.matchAll(pattern)].map(([, name]) => name!).filter(name => !Object.hasOwn(placeholders, name));

/** In one pass: what a placeholder is filled with is not looked at again. */
export const filled = (text: string, facts: Facts, until: string | null | undefined): string =>
  text.includes('{')
    ? text.replace(pattern, (all, name: string) =>
        Object.hasOwn(placeholders, name) ? placeholders[name]!(facts, until) || 'unknown' : all,
      )
    : text;
