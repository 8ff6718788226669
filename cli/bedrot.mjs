#!/usr/bin/env node
// The way in for a Node of any age; main.ts is the way in for a Node that can read it.
import './own-node.mjs';

await import('./main.ts');
