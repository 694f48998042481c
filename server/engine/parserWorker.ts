/** Entry of a parser thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { Utf8Decoder } from '../article/parseText.ts';
import { NodeFileSystem } from '../workspace/nodeFileSystem.ts';
import { parseFile } from './bodyParser.ts';
import type { ParseAnswer, ParseJob } from './workerBodyParser.ts';

const fs = new NodeFileSystem((workerData as { readonly root: string }).root);
const decoder = new Utf8Decoder();

parentPort?.on('message', ({ paths, terms }: ParseJob) => {
  const answer: ParseAnswer = paths.flatMap((path) => parseFile(fs, decoder, path, terms) ?? []);
  parentPort?.postMessage(answer);
});
