#!/usr/bin/env node
import './own-node.mjs';
import { enableCompileCache } from 'node:module';

// Only now, when this Node is known to be new enough, load the rest; what is compiled once is kept.
enableCompileCache();
const { start } = await import('./start.ts');
process.exitCode = await start(process.argv.slice(2));
