export { colourOf, seriesColour } from './colours.ts';
export { Figure } from './figure.tsx';
export { Legend } from './legend.tsx';
export { Plot } from './plot.tsx';
