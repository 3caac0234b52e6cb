import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** How a report is to look: how wide, and whether in colour. */
export interface Look {
  width: number;
  paint(style: Style, text: string): string;
}

/** Whether colours are wanted is decided once, in io.ts; node is not to look again. */
export const lookOf = ({ width, colour }: { width: number; colour: boolean }): Look => ({
  width,
  paint: (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text),
});
