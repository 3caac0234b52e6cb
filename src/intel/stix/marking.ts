import { type Level, levels } from '../tlp.ts';
import type { StixObject } from './object.ts';

/** The markings of TLP 2.0 as OASIS published them: an extension, for STIX 2.1 itself has those of TLP 1.0 alone. */
const EXTENSION = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d';
const ids: Record<Level, string> = {
  clear: 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487',
  green: 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  amber: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421',
  'amber+strict': 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
  red: 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1',
};
/** Those of TLP 1.0, as others still write them; its white is clear. */
const before: Record<string, Level> = {
  'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9': 'clear',
  'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da': 'green',
  'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82': 'amber',
  'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed': 'red',
};
const levelOf = new Map<string, Level>([
  ...levels.map(level => [ids[level], level] as const),
  ...Object.entries(before),
]);

export const markingId = (level: Level): string => ids[level];

export const marking = (level: Level): StixObject => ({
  type: 'marking-definition',
  spec_version: '2.1',
  id: ids[level],
  created: '2022-10-01T00:00:00.000Z',
  name: `TLP:${level.toUpperCase()}`,
  extensions: { [EXTENSION]: { extension_type: 'property-extension', tlp_2_0: level } },
});

/** The most restrictive marking of an object; RED where it has one that is not known, undefined where it has none. */
export function levelOfObject(object: StixObject): Level | undefined {
  const refs = object['object_marking_refs'];
  if (!Array.isArray(refs) || refs.length === 0) return undefined;
  const found = refs.map(ref => levelOf.get(String(ref)) ?? 'red');
  return found.reduce((most, one) => (levels.indexOf(one) > levels.indexOf(most) ? one : most));
}
