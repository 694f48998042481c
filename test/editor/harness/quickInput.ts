import type { Locator, Page } from 'playwright-core';
import { texts } from './texts.ts';
import { waitFor } from './waitFor.ts';

/** The box at the top: command palette, Quick Open, an extension's picks and questions. */
export class QuickInput {
  readonly root: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.root = page.locator('.quick-input-widget');
  }

  /** The text field. */
  get input(): Locator {
    return this.root.locator('.quick-input-box input');
  }

  /** Waits until the box is open. */
  async waitForOpen(): Promise<void> {
    await this.input.waitFor();
  }

  async waitForClosed(): Promise<void> {
    await this.root.waitFor({ state: 'hidden' });
  }

  /** The title above the field, empty when there is none. */
  async title(): Promise<string> {
    await this.waitForOpen();
    const [title = ''] = await texts(this.root.locator('.quick-input-title'));
    return title;
  }

  /** The message below the field: a prompt, or what is wrong with the text. */
  async message(): Promise<string> {
    const [message = ''] = await texts(this.root.locator('.quick-input-message').locator('visible=true'));
    return message;
  }

  /** The labels of the entries that are drawn, which are those that fit into the list. */
  async entries(): Promise<readonly string[]> {
    await this.root.getByRole('option').first().waitFor();
    return texts(this.root.getByRole('option').locator('.label-name').locator('visible=true'));
  }

  /** The entry with exactly this label. */
  entry(label: string): Locator {
    const name = this.#page.locator('.label-name').getByText(label, { exact: true });
    return this.root.getByRole('option').filter({ has: name });
  }

  /** Narrows the list to `label` and accepts the entry of exactly that label. */
  async pick(label: string): Promise<void> {
    await this.waitForOpen();
    await this.input.fill(label);
    await this.entry(label).first().click();
  }

  /** Puts `text` into the field without accepting it. */
  async fill(text: string): Promise<void> {
    await this.waitForOpen();
    await this.input.fill(text);
  }

  /** Puts `text` into the field of a question and accepts it. */
  async answer(text: string): Promise<void> {
    await this.fill(text);
    await this.accept();
  }

  /** Accepts what is entered or focused. */
  async accept(): Promise<void> {
    await this.#page.keyboard.press('Enter');
  }

  /** Closes the box, whatever it asks. */
  async cancel(): Promise<void> {
    await waitFor('the quick input to close', async () => {
      if (!(await this.root.isVisible())) return true;
      await this.#page.keyboard.press('Escape');
      return false;
    });
  }

  /**
   * Opens the box with `keys`, fills in `text` and accepts the entry of exactly this label. Opens it anew while there
   * is no such entry: a list once drawn takes in neither commands of an extension that starts later nor new files.
   */
  async openAndPick(keys: string, text: string, label: string): Promise<void> {
    await waitFor(
      `“${label}” in the list of ${keys} ${text}`,
      async () => {
        await this.#page.keyboard.press(keys);
        await this.waitForOpen();
        await this.input.fill(text);
        const entry = this.entry(label).first();
        if (await appears(entry, 2000)) {
          await entry.click();
          return true;
        }
        await this.cancel();
        return false;
      },
      30_000,
    );
  }
}

/** True when `locator` is visible within `limit` milliseconds. */
async function appears(locator: Locator, limit: number): Promise<boolean> {
  const deadline = performance.now() + limit;
  while (performance.now() < deadline) {
    if (await locator.isVisible()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
