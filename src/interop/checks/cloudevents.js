// SPDX-License-Identifier: Apache-2.0
// node cloudevents.js
// Reads records from standard input, each a line of JSON with its value and headers in Base64, and prints each as the
// CloudEvent that the SDK takes it for. One that it does not take for any ends the program.
const { Kafka } = require('cloudevents');
const readline = require('readline');

const text = (base64) => Buffer.from(base64, 'base64').toString('utf8');

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const record = JSON.parse(line);
    const headers = {};
    for (const [name, value] of Object.entries(record.headers)) {
      headers[name] = text(value);
    }
    const message = { headers, value: text(record.value) };
    if (!Kafka.isEvent(message)) {
      throw new Error('no CloudEvent');
    }
    const event = Kafka.toEvent(message);
    event.validate();
    console.log(JSON.stringify(event));
  }
}

main().catch((e) => {
  console.error(e);
  process.exit(1);
});
