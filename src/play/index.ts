export { type LineOf, type PlayLine, playLineSchema } from './lines.ts';
export { play, sweep } from './play.ts';
export {
  linesOf,
  listPlays,
  type PlayState,
  type PlaySummary,
  playsFolder,
  summaryOf,
  unknown,
} from './recording.ts';
export {
  checkSize,
  isPlayId,
  LARGEST,
  type PlayRequest,
  type PlaySettings,
  playId,
  playRequestSchema,
  playSettings,
  playSettingsSchema,
} from './settings.ts';
