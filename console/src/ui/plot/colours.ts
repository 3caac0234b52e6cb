/** The console's colours by name, for what is drawn on a canvas: those of the scheme that is shown. */
export const colourOf =
  (element: Element) =>
  (name: string): string =>
    getComputedStyle(element).getPropertyValue(`--${name}`).trim();

/** The name of the colour of the n-th of a few things beside each other, and of all after them. The first is the campaign's own. */
export const seriesColour = (n: number): string => `series-${Math.min(n, 6) + 2}`;
