/** A4, in points; text this wide stands on US Letter too. */
export const MARGIN = 54;
export const INNER = 595.28 - 2 * MARGIN;

export const INK = '#1b1f24';
export const QUIET = '#565d68';
export const LINE = '#d9dde3';
export const RULE = '#8a93a0';
export const TINT = '#f4f6f8';
export const ACCENT = '#2f5d8a';
