// better-sqlite3 13 crashes without a word under an older Node, so say it before anything loads.
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `bedrot needs Node 24 or newer; this is ${process.version}. Run "npm ci": it brings its own Node.`,
  );
  process.exit(1);
}
