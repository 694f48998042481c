import assert from 'node:assert/strict';
import { growthOf } from './ratio.ts';

describe('the measure of growth', () => {
  const pairs = (n: number) => () => {
    let sum = 0;
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) sum = (sum + i * j) | 0;
    return sum;
  };

  it('tells quadratic work from linear', async () => {
    const growth = await growthOf({ small: pairs(1_000), large: pairs(8_000), factor: 8 }, 4);
    assert.ok(growth > 4, `${growth.toFixed(1)} is not above the bound of the gates`);
  });
});
