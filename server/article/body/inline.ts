/** What a Markdown reader found inside one paragraph, heading or cell, so that the rest of it can be read as prose. */
import type { BodyLink, Directive } from '../parsed.ts';
import type { Span } from '../text.ts';

/**
 * Written, but not prose. `code`: its words count. `object`: an image or autolink, shows as one word. `markup`: shows
 * nothing: tags, comments. `linkOpen`, `linkClose`: `[`, and `](target)` or `][label]`, around a link's text.
 */
export type MaskKind = 'code' | 'image' | 'autolink' | 'markup' | 'linkOpen' | 'linkClose';

export interface Mask extends Span {
  readonly kind: MaskKind;
}

export interface InlineLink extends BodyLink {
  readonly form: 'link' | 'image';
  /** `[label]` or `[label][]`: `[[label]]` around it makes it a wiki link instead. */
  readonly isBare?: true;
}

export interface Inline {
  /** By position; they do not overlap. */
  readonly masks: readonly Mask[];
  /** By position; an image can stand in a link. */
  readonly links: readonly InlineLink[];
  readonly directives: readonly Directive[];
}

export const NO_INLINE: Inline = { masks: [], links: [], directives: [] };
