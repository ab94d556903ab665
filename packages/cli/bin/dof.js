#!/usr/bin/env node
// Committed, unlike the built code: npm links only commands whose file is there when it installs.
import '../dist/main.js';
