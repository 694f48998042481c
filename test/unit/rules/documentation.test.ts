import assert from 'node:assert/strict';
import { presentPage, RULES_PAGE, rulesPage } from '../../../scripts/generateDocs.ts';
import { RULES } from '../../../server/rules/index.ts';

describe('documentation of rules', () => {
  it(`is current in ${RULES_PAGE} (npm run generate)`, () => {
    assert.equal(presentPage(), rulesPage(RULES));
  });

  it('has a section with the code as its anchor, for each rule once', () => {
    const anchors = [...rulesPage(RULES).matchAll(/^### (.+)$/gm)].map((match) => match[1]);
    assert.deepEqual(
      anchors,
      RULES.map(({ code }) => code),
    );
    assert.equal(new Set(anchors).size, anchors.length);
  });

  for (const { code, ...rule } of RULES) {
    it(`${code}: every part is written`, () => {
      assert.match(code, /^[a-z]+(?:-[a-z]+)*$/);
      for (const part of [rule.title, rule.what, rule.why, rule.fix, rule.source]) assert.notEqual(part.trim(), '');
      for (const sentence of [rule.what, rule.why, rule.fix]) assert.match(sentence, /[.`)]$/);
      for (const option of rule.options) assert.match(option.description, /\.$/);
    });
  }
});
