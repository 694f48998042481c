/** Entry of the server process: LSP over stdio or Node IPC, whichever the client asks for on the command line. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { createNodeEngine } from '../engine/nodeEngine.ts';
import { startServer } from './server.ts';

// stdout carries the protocol: whatever a library prints goes to stderr.
console.log = console.error;

startServer(createConnection(ProposedFeatures.all), (root, { cacheFolder, now, trusted }, hooks) =>
  createNodeEngine({
    root,
    ...(cacheFolder !== undefined && { cacheFolder }),
    ...(now !== undefined && { now }),
    ...(trusted !== undefined && { trusted }),
    ...hooks,
  }),
);
