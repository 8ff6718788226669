// Plain JavaScript that the oldest Node can read: it comes before anything else. better-sqlite3 13 crashes without a
// word under an older Node, and Node 20 cannot read TypeScript at all. So go over to the Node that "npm ci" brought.
const major = Number(process.versions.node.split('.')[0]);

if (major < 24) {
  // Loaded only here: every start of a Node that is new enough goes past.
  const { spawnSync } = await import('node:child_process');
  const { existsSync } = await import('node:fs');
  const { fileURLToPath } = await import('node:url');
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const own = fileURLToPath(new URL(`../node_modules/node/bin/${name}`, import.meta.url));
  // The mark ends a circle, should the project's own Node be too old as well.
  if (!process.env.BEDROT_OWN_NODE && existsSync(own)) {
    const { status } = spawnSync(own, process.argv.slice(1), {
      stdio: 'inherit',
      env: { ...process.env, BEDROT_OWN_NODE: '1' },
    });
    process.exit(status === null ? 1 : status);
  }
  console.error(
    `bedrot needs Node 24 or newer; this is ${process.version}. Run "npm ci": it brings its own Node.`,
  );
  process.exit(1);
}
