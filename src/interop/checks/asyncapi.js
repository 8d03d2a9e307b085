// SPDX-License-Identifier: Apache-2.0
// node asyncapi.js FILE
// Prints what AsyncAPI's parser finds wrong with a document, a line a finding, and in the end its version.
const { Parser } = require('@asyncapi/parser');
const fs = require('fs');

async function main() {
  const { document, diagnostics } = await new Parser().parse(fs.readFileSync(process.argv[2], 'utf8'));
  for (const finding of diagnostics) {
    console.log(`${finding.code} at ${finding.path.join('.')}: ${finding.message}`);
  }
  console.log(document === undefined ? 'no document' : document.version());
}

main().catch((e) => {
  console.error(e);
  process.exit(1);
});
