/** Colours and safe text for terminals. */
import type { Severity } from '../model/configuration.ts';

export type Paint = (text: string) => string;

/** What reports may do to text. Without colour every function gives the text back. */
export interface Palette {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly id: Paint;
  readonly severity: Readonly<Record<Severity, Paint>>;
}

/** ANSI SGR codes: what sets the style, and what takes it back. */
function sgr(on: number, off: number): Paint {
  return (text) => (text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`);
}

export const COLOURED: Palette = {
  bold: sgr(1, 22),
  dim: sgr(2, 22),
  id: sgr(36, 39),
  severity: { error: sgr(31, 39), warning: sgr(33, 39), info: sgr(34, 39), hint: sgr(2, 22) },
};

const same: Paint = (text) => text;

export const PLAIN: Palette = {
  bold: same,
  dim: same,
  id: same,
  severity: { error: same, warning: same, info: same, hint: same },
};

/** Controls, format characters that turn the direction of the text around them, and separators of lines. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/**
 * Text from a repository on one line: it cannot move the cursor, colour the terminal or turn what follows around. White
 * space becomes a space, other controls are shown by their number.
 */
export function printable(text: string): string {
  return text.replace(UNSAFE, (character) =>
    /\s/.test(character) ? ' ' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
