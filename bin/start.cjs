'use strict';
// Compiled code is kept by Node between runs, which halves the start of a large bundle.
require('node:module').enableCompileCache();
require('../dist/cli.cjs');
