// SPDX-License-Identifier: Apache-2.0
// node scores.js BOOTSTRAP REGISTRY TOPIC COUNT
// Reads committed scores in Avro until there are COUNT and no more come, and prints each as a line of JSON.
const { Kafka, logLevel } = require('kafkajs');
const { SchemaRegistry } = require('@kafkajs/confluent-schema-registry');

const [bootstrap, host, topic, count] = process.argv.slice(2);
const QUIET_MS = 3000;

async function main() {
  const registry = new SchemaRegistry({ host });
  const kafka = new Kafka({ clientId: 'node', brokers: [bootstrap], logLevel: logLevel.ERROR });
  const consumer = kafka.consumer({ groupId: `${topic}-node`, readUncommitted: false });
  consumer.on(consumer.events.CRASH, (event) => {
    if (!event.payload.restart) {
      process.exit(1);
    }
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  let read = 0;
  let lastAt = Date.now();
  await consumer.run({
    eachMessage: async ({ message }) => {
      const score = await registry.decode(message.value);
      console.log(JSON.stringify({ key: message.key.toString(), ...score }));
      read++;
      lastAt = Date.now();
    },
  });
  setInterval(async () => {
    if (read >= count && Date.now() - lastAt > QUIET_MS) {
      await consumer.disconnect();
      process.exit(0);
    }
  }, 200);
}

main().catch((e) => {
  console.error(e);
  process.exit(1);
});
