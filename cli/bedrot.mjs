#!/usr/bin/env node
// The way in for a Node of any age; main.ts is the way in for a Node that can read it.
import './own-node.mjs';

// What is compiled once is kept, main.ts too: with nothing to compile, Node need not load its TypeScript compiler, an
// eighth of a second. The programs this one starts find it kept as well. A Node too old for it has been left above.
const { enableCompileCache, getCompileCacheDir } = await import('node:module');
enableCompileCache();
const kept = getCompileCacheDir();
if (kept !== undefined) process.env.NODE_COMPILE_CACHE ??= kept;

await import('./main.ts');
