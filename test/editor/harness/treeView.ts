import type { Locator, Page } from 'playwright-core';

/** A tree in a view or panel, by the name that a screen reader says. */
export class TreeView {
  readonly root: Locator;
  readonly #page: Page;

  constructor(page: Page, name: string) {
    this.#page = page;
    this.root = page.getByRole('tree', { name });
  }

  /** The first row whose name contains `name`, or matches it. */
  row(name: string | RegExp): Locator {
    return this.root.getByRole('treeitem', { name }).first();
  }

  /** The names of the drawn rows, from top to bottom. Waits for the first. */
  async rows(): Promise<readonly string[]> {
    const items = this.root.getByRole('treeitem');
    await items.first().waitFor();
    return items.evaluateAll((elements) =>
      elements
        .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
        .map((element) => (element.getAttribute('aria-label') ?? '').trim()),
    );
  }

  async expand(name: string | RegExp): Promise<void> {
    const row = this.row(name);
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) === 'false') await row.locator('.monaco-tl-twistie').click();
    await this.root.locator('[role="treeitem"][aria-expanded="true"]').and(row).waitFor();
  }

  async click(name: string | RegExp): Promise<void> {
    await this.row(name).click();
  }

  /** Picks an entry of a row's context menu. */
  async pickFromMenu(name: string | RegExp, entry: string): Promise<void> {
    await this.row(name).click({ button: 'right' });
    await this.#page.getByRole('menuitem', { name: entry }).click();
  }

  /** Presses a button that a row shows under the pointer. */
  async pressAction(name: string | RegExp, action: string): Promise<void> {
    const row = this.row(name);
    await row.hover();
    await row.getByRole('button', { name: action }).click();
  }
}
