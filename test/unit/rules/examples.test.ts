import assert from 'node:assert/strict';
import { exampleFiles } from '../../../server/rules/example.ts';
import { RULES } from '../../../server/rules/index.ts';
import { workspace } from '../../support/expectFindings.ts';

describe('examples of rules', () => {
  for (const { code, example } of RULES) {
    it(`${code}: found in the bad one, not in the good one`, () => {
      assert.ok(codesIn(example.bad).has(code), 'found in the bad example');
      assert.ok(!codesIn(example.good).has(code), 'not found in the good example');
    });
  }
});

function codesIn(example: string): Set<string> {
  const files = Object.fromEntries(exampleFiles(example).map(({ path, text }) => [path, text]));
  return new Set(
    workspace(files)
      .findings()
      .map(({ code }) => code),
  );
}
