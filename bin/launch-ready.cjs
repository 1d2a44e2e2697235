#!/usr/bin/env node
/* Old JavaScript on purpose: an old Node must get as far as the one line that says what is wrong. */
'use strict';
var major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error('launch-ready needs Node 24 or later; this is Node ' + process.versions.node + '. Get it from https://nodejs.org or run: npx -p node@24 -p launch-ready launch-ready');
  process.exitCode = 2;
} else {
  require('./start.cjs');
}
