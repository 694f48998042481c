/** What a YAML author reads when something is wrong: what it is and what to do about it. */
import type { ErrorCode } from 'yaml';

/** `found`: the text at the place of the error; `message`: what the `yaml` library says. */
export function yamlMessage(code: ErrorCode, message: string, found: string): string {
  const shown = found.length > 40 ? `${found.slice(0, 40)}…` : found;
  switch (code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
      if (message.includes('sequence'))
        return 'A list item cannot stand here. Put the list on the lines below its key.';
      return /:(?:\s|$)/.test(found)
        ? 'A colon followed by a space begins a new key. Put the value in quotes.'
        : 'The lines below are indented as if they belonged to this key, which has a value already. Align them with it.';
    case 'BLOCK_IN_FLOW':
      return 'Inside brackets, indentation and `- ` have no meaning. Separate the items with commas.';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'This is read as a key that goes on over several lines. Write `key: value` on one line, or close the quote or bracket above.';
    case 'BAD_INDENT':
      return 'The indentation does not match the lines around it. Align entries of one level at the same column, with spaces.';
    case 'TAB_AS_INDENT':
      return 'A tab is used as indentation, which YAML does not allow. Use spaces.';
    case 'BAD_SCALAR_START':
      return `A value cannot begin with ${found.startsWith('`') ? 'a backtick' : `\`${found.charAt(0)}\``}. Put it in quotes.`;
    case 'BAD_DQ_ESCAPE':
      return `\`${shown}\` is no escape sequence. Write \`\\\\\` for a backslash, or use single quotes.`;
    case 'UNEXPECTED_TOKEN':
      if (message.startsWith('Block scalar header')) return 'Text cannot follow `|` or `>`. Begin it on the next line.';
      if (message.endsWith('at node end'))
        return `\`${shown}\` follows a value that has already ended. Put the whole value in quotes.`;
      return shown === ''
        ? 'Something is missing here, or the text above it is not YAML.'
        : `\`${shown}\` does not belong here. If it is text, put the value in quotes.`;
    case 'MISSING_CHAR':
      return missing(message, found);
    case 'KEY_OVER_1024_CHARS':
      return 'This key is longer than 1,024 characters. Is a quote or a line break missing?';
    case 'BAD_ALIAS':
    case 'ALIAS_PROPS':
    case 'MULTIPLE_ANCHORS':
    case 'MULTIPLE_TAGS':
    case 'BAD_PROP_ORDER':
      return '`&`, `*` and `!` at the beginning of a value have a meaning in YAML. If this is text, put it in quotes.';
    case 'TAG_RESOLVE_FAILED':
    case 'BAD_COLLECTION_TYPE':
      return `The tag \`${shown}\` is not supported; the value is read as if it was not there. If it is text, put it in quotes.`;
    case 'MULTIPLE_DOCS':
      return 'A second YAML document begins here. Only the first is read.';
    case 'BAD_DIRECTIVE':
      return `The directive \`${shown}\` is not understood. Remove it.`;
    case 'RESOURCE_EXHAUSTION':
      return 'This is nested more than a hundred levels deep and is not read. Is a bracket not closed?';
    case 'DUPLICATE_KEY':
    case 'IMPOSSIBLE':
    case 'NON_STRING_KEY':
      return message;
  }
}

/** For a line where a key was expected. */
export function notAnEntry(found: string): string {
  if (/^- /.test(found)) return 'A list item cannot stand here. Put the list on the lines below its key.';
  return /^[\w-]+:\S/.test(found)
    ? 'A space is missing after the colon. Write `key: value`.'
    : 'A colon is missing. Write `key: value`, or indent the line if it continues the one above.';
}

function missing(message: string, found: string): string {
  if (message.startsWith('Implicit map keys')) return notAnEntry(found);
  if (message.startsWith('Comments'))
    return 'A comment needs a space before its `#`. If it is text, put the value in quotes.';
  if (message.includes('Sequence item')) return 'A list item needs `- ` before it.';
  if (message.startsWith('Missing space after :')) return 'A space is missing after the colon.';
  if (message.startsWith('Missing ,')) return 'A comma is missing between two items.';
  return `This is not valid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}.`;
}
