/** Links whose target stands in a definition elsewhere. */
import type { Span } from '../text.ts';
import type { InlineLink } from './inline.ts';
import type { LinkTarget } from './linkTarget.ts';

/** Targets by label, normalised by `normalizeLabel`. */
export type Definitions = ReadonlyMap<string, LinkTarget>;

/** Only the definition has a place for its target and fragment. */
export function byReference(
  form: 'link' | 'image',
  span: Span,
  isBare: boolean,
  definition: LinkTarget | undefined,
): InlineLink {
  const { target = '', fragment } = definition ?? {};
  return {
    form,
    start: span.start,
    end: span.end,
    target,
    targetSpan: { start: span.start, end: span.end },
    ...(fragment !== undefined && { fragment }),
    ...(isBare && { isBare }),
  };
}

/** A label as CommonMark compares it, in lower case as in syntax trees. */
export function normalizeLabel(label: string): string {
  const collapsed = label.replace(/[\t\n\r ]+/g, ' ').replace(/^ | $/g, '');
  return collapsed.toLowerCase().toUpperCase().toLowerCase();
}
