/** Says so when npm scripts do not run on Node 24, before anything fails in a way nobody understands. */
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(`error: this needs Node 24 or newer, and it is ${process.versions.node}`);
  console.error(
    '  npm ci installs Node 24 for the npm scripts (the devDependency `node`); run it, with its install script allowed.',
  );
  process.exit(1);
}
