/** What `run.ts` and the runner inside the extension host tell each other. */

/** Environment of the extension host. */
export const environmentNames = {
  /** JSON array of test files below `test/editor/suite` to run; absent for all. */
  files: 'THROUGHLINE_TEST_FILES',
  /** Only tests whose full title contains this text. */
  grep: 'THROUGHLINE_TEST_GREP',
  /** Milliseconds a test may take. */
  timeout: 'THROUGHLINE_TEST_TIMEOUT',
  /** Folder through which the runner waits for a picture; absent where nobody can take one. */
  exchange: 'THROUGHLINE_TEST_EXCHANGE',
} as const;

/** A line of mocha's output, or the wish for a picture, answered by creating the file `reply`. */
export type SuiteMessage =
  | { readonly type: 'line'; readonly text: string }
  | { readonly type: 'screenshot'; readonly name: string; readonly reply: string };

/** Sets messages apart from whatever else the workbench logs. */
const MARK = '@throughline-test ';

export function encodeMessage(message: SuiteMessage): string {
  return MARK + JSON.stringify(message);
}

/** The message in a logged text; undefined when it is somebody else's. */
export function decodeMessage(logged: string): SuiteMessage | undefined {
  const start = logged.indexOf(MARK);
  if (start < 0) return undefined;
  try {
    const content: unknown = JSON.parse(logged.slice(start + MARK.length));
    return isMessage(content) ? content : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isMessage(content: unknown): content is SuiteMessage {
  if (typeof content !== 'object' || content === null || !('type' in content)) return false;
  if (content.type === 'line') return 'text' in content && typeof content.text === 'string';
  if (content.type !== 'screenshot') return false;
  return 'name' in content && typeof content.name === 'string' && 'reply' in content;
}
