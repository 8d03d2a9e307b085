// SPDX-License-Identifier: Apache-2.0
// node reviews.js BOOTSTRAP REGISTRY TOPIC FROM TO SCHEMA
// Registers the schema, says READY, waits for a line, and publishes a review of each number from FROM to before TO.
const { Kafka, logLevel } = require('kafkajs');
const { SchemaRegistry, SchemaType } = require('@kafkajs/confluent-schema-registry');
const { once } = require('events');

const [bootstrap, host, topic, from, to, schema] = process.argv.slice(2);
const BATCH = 500;

async function main() {
  const registry = new SchemaRegistry({ host });
  const { id } = await registry.register({ type: SchemaType.AVRO, schema }, { subject: `${topic}-value` });
  const producer = new Kafka({ clientId: 'node', brokers: [bootstrap], logLevel: logLevel.ERROR }).producer();
  await producer.connect();
  console.log(`READY ${id}`);
  await once(process.stdin, 'data');
  for (let first = Number(from); first < to; first += BATCH) {
    const messages = [];
    for (let i = first; i < Math.min(first + BATCH, to); i++) {
      const text = i % 2 === 0 ? 'good good' : 'bad';
      const review = { id: `${i}`, stars: 3, text, shop: 's', store: 's' };
      messages.push({ key: `k${i % 100}`, value: await registry.encode(id, review) });
    }
    await producer.send({ topic, messages });
  }
  await producer.disconnect();
  process.exit(0);
}

main().catch((e) => {
  console.error(e);
  process.exit(1);
});
