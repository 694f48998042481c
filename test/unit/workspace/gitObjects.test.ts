import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BatchReader, readTree } from '../../../server/workspace/gitObjects.ts';

const ID = '12bf2af85ada936617442fa5e09b0532b451df69';

function read(chunks: readonly Buffer[], limit = 100): string[] {
  const found: string[] = [];
  const reader = new BatchReader(limit, ({ type, id, content, size }, index) =>
    found.push(`${index} ${type} ${id.slice(0, 4)} ${size} ${content.toString()}`),
  );
  for (const chunk of chunks) reader.push(chunk);
  return found;
}

describe('what cat-file prints', () => {
  const output = Buffer.from(`${ID} blob 3\na\nb\nHEAD:./x y missing\n${ID} tree 0\n\n${ID} blob 12\n0123456789й\n`);

  it('is read object by object', () => {
    assert.deepEqual(read([output]), [
      '0 blob 12bf 3 a\nb',
      '1 undefined  0 ',
      '2 tree 12bf 0 ',
      '3 blob 12bf 12 0123456789й',
    ]);
  });

  it('is the same however it is cut into chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(output.length)), (cuts) => {
        const ends = [...cuts.sort((a, b) => a - b), output.length];
        const chunks = ends.map((end, i) => output.subarray(ends[i - 1] ?? 0, end));
        assert.deepEqual(read(chunks, 5), read([output], 5));
      }),
    );
  });

  it('is kept up to a limit', () => {
    assert.deepEqual(read([output], 1).at(-1), '3 blob 12bf 12 0');
  });
});

describe('trees', () => {
  const id = Buffer.from(ID, 'hex');
  const entry = (mode: string, name: string) => Buffer.concat([Buffer.from(`${mode} ${name}\0`), id]);

  it('hold files and folders; links and submodules are left out', () => {
    const tree = Buffer.concat([
      entry('100644', 'a b.md'),
      entry('100755', 'é'),
      entry('120000', 'link'),
      entry('160000', 'module'),
      entry('40000', 'docs'),
    ]);
    assert.deepEqual(readTree(tree, 20), [
      { name: 'a b.md', type: 'file', id: ID },
      { name: 'é', type: 'file', id: ID },
      { name: 'docs', type: 'folder', id: ID },
    ]);
  });

  it('that are cut short give what is whole', () => {
    const tree = Buffer.concat([entry('100644', 'a'), entry('100644', 'b')]);
    for (let length = 0; length < tree.length; length++) {
      assert.equal(readTree(tree.subarray(0, length), 20).length, length < tree.length / 2 ? 0 : 1);
    }
  });
});
