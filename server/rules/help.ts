/** Where a rule is explained: its section in the documentation. */
export function helpOf(code: string): string {
  return `https://github.com/throughline/throughline/blob/main/docs/rules.md#${code}`;
}
