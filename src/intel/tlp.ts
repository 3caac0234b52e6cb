import { StillwatchError } from '../errors.ts';

/**
 * Traffic Light Protocol 2.0 (FIRST, August 2022), the least restrictive first: whom the recipient of a thing may show it to.
 * CLEAR anyone, GREEN its community, AMBER its organisation and clients, AMBER+STRICT its organisation, RED nobody else.
 */
export const levels = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const;
export type Level = (typeof levels)[number];

/**
 * Whether a thing may be in what goes out at a level: the one place where that is decided. RED leaves by no path, whatever it goes
 * out as: who wants to know whether an identity is known elsewhere asks by private matching.
 */
export const mayLeave = (marked: Level, at: Level): boolean =>
  marked !== 'red' && at !== 'red' && levels.indexOf(marked) <= levels.indexOf(at);

/** A level as it is written: "amber", "TLP:AMBER+STRICT". @throws StillwatchError USAGE, for RED too: nothing leaves at it */
export function exportLevel(text: string): Level {
  const level = text.trim().toLowerCase().replace(/^tlp:/, '') as Level;
  if (level === 'red')
    throw new StillwatchError(
      'USAGE',
      'nothing leaves at TLP:RED',
      'What is RED is for nobody but you. Whether a partner knows the same payment, phone or e-mail is found by private matching: stillwatch intel psi query.',
    );
  if (levels.includes(level)) return level;
  throw new StillwatchError(
    'USAGE',
    `${text} is no level of the Traffic Light Protocol`,
    'Levels: clear, green, amber, amber+strict.',
  );
}
