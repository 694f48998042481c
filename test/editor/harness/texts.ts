import type { Locator } from 'playwright-core';

/** The rendered texts of all matches, trimmed, with plain spaces. */
export async function texts(locator: Locator): Promise<readonly string[]> {
  return (await locator.allInnerTexts()).map((text) => text.replaceAll('\u00a0', ' ').trim());
}

/** The rendered text of the first match, once it is visible. */
export async function textOf(locator: Locator): Promise<string> {
  await locator.first().waitFor();
  const [text = ''] = await texts(locator);
  return text;
}
