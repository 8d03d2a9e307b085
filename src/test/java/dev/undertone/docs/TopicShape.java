// SPDX-License-Identifier: Apache-2.0
package dev.undertone.docs;

import dev.undertone.event.schema.AvroValues;
import dev.undertone.testing.Records;
import java.util.List;
import java.util.Map;

/**
 * A shape that a topic can have.
 *
 * @param shown the value as the page has it
 * @param settings that read it, as key=value
 */
record TopicShape(String name, String shown, byte[] value, String... settings) {
    private static final byte[] IN_AVRO =
            AvroValues.record(AvroValues.REVIEW, Map.of("id", "a-1", "text", "A warm film", "stars", 4));

    /** All of the page, in its order. */
    static final List<TopicShape> ALL = List.of(
            of("plain JSON", "{\"id\":\"a-1\",\"text\":\"A warm film\"}"),
            of(
                    "other names",
                    "{\"reviewerID\":\"R1\",\"reviewText\":\"A warm film\",\"overall\":5}",
                    "input.text.field=reviewText",
                    "input.id.field=reviewerID",
                    "output.fields=overall"),
            of(
                    "the first that is there",
                    "{\"id_str\":\"12\",\"full_text\":\"A warm film\",\"text\":\"A wa…\"}",
                    "input.text.field=full_text|text",
                    "input.id.field=id_str|id"),
            of(
                    "a text in pieces",
                    "{\"id\":\"a-1\",\"title\":\"Warm\",\"body\":\"I liked it\"}",
                    "input.text.field=title,body"),
            of(
                    "nested fields",
                    "{\"data\":{\"id\":\"101\",\"text\":\"A warm film\"},\"user\":{\"country\":\"NZ\"}}",
                    "input.text.field=/data/text",
                    "input.id.field=/data/id",
                    "output.fields=/user/country"),
            of(
                    "a list of texts",
                    "{\"id\":\"a-1\",\"texts\":[\"A warm film\",\"with goats\"]}",
                    "input.text.field=/texts/0,/texts/1,/texts/2"),
            of(
                    "an event in a string",
                    "{\"Type\":\"Notification\",\"Message\":\"{\\\"id\\\":7,\\\"text\\\":\\\"A warm film\\\"}\"}",
                    "input.text.field=/Message/text",
                    "input.id.field=/Message/id"),
            of(
                    "Kafka Connect's JSON",
                    "{\"schema\":{\"type\":\"struct\"},\"payload\":{\"id\":7,\"text\":\"A warm film\"}}",
                    "input.envelope=connect"),
            of(
                    "the same around a string",
                    "{\"schema\":{\"type\":\"string\"},\"payload\":\"A warm film\"}",
                    "input.envelope=connect",
                    "input.string.as=text"),
            of(
                    "change data of Debezium",
                    "{\"before\":null,\"after\":{\"id\":7,\"text\":\"A warm film\"},\"op\":\"c\"}",
                    "input.envelope=debezium"),
            of(
                    "a delete in it",
                    "{\"before\":{\"id\":7,\"text\":\"A warm film\"},\"after\":null,\"op\":\"d\"}",
                    "input.envelope=debezium"),
            of(
                    "an update that changed nothing",
                    "{\"before\":{\"id\":7,\"text\":\"Warm\",\"n\":1},\"after\":{\"id\":7,\"text\":\"Warm\",\"n\":2},\"op\":\"u\"}",
                    "input.envelope=debezium",
                    "input.updates=changed"),
            of(
                    "an update that does not tell the text",
                    "{\"before\":null,\"after\":{\"id\":7,\"text\":\"__debezium_unavailable_value\"},\"op\":\"u\"}",
                    "input.envelope=debezium"),
            of(
                    "the same, and nothing to repeat",
                    "{\"before\":null,\"after\":{\"id\":7,\"text\":\"__debezium_unavailable_value\"},\"op\":\"u\"}",
                    "input.envelope=debezium",
                    "input.updates=changed"),
            of(
                    "rows by ExtractNewRecordState",
                    "{\"id\":7,\"text\":\"A warm film\",\"__deleted\":\"false\"}",
                    "input.envelope=debezium"),
            of(
                    "a delete among them",
                    "{\"id\":7,\"text\":\"A warm film\",\"__deleted\":\"true\"}",
                    "input.envelope=debezium"),
            of(
                    "change data of MongoDB",
                    "{\"after\":\"{\\\"_id\\\":{\\\"$oid\\\":\\\"65a\\\"},\\\"text\\\":\\\"A warm film\\\"}\",\"op\":\"c\"}",
                    "input.envelope=debezium",
                    "input.id.field=/_id/$oid"),
            of(
                    "a structured CloudEvent",
                    "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":{\"id\":7,\"text\":\"A warm film\"}}",
                    "input.envelope=cloudevents"),
            of(
                    "one whose data is a text",
                    "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"datacontenttype\":\"text/plain\",\"data\":\"A warm film\"}",
                    "input.envelope=cloudevents",
                    "input.string.as=text"),
            of(
                    "JSON encoded twice",
                    "\"{\\\"id\\\":\\\"a-1\\\",\\\"text\\\":\\\"A warm film\\\"}\"",
                    "input.string.as=event"),
            of("a JSON string", "\"A warm film\"", "input.string.as=text"),
            of("nothing but text", "A warm film", "input.format=text"),
            new TopicShape(
                    "Avro with a schema registry",
                    "`00 00000001` and the event in Avro",
                    AvroValues.framed(1, IN_AVRO),
                    "schema.registry.url=http://HOST:8081",
                    "output.fields=stars"),
            new TopicShape(
                    "JSON Schema with a registry",
                    "`00 00000002` and `{\"id\":\"a-1\",\"text\":\"A warm film\"}`",
                    AvroValues.framed(2, Records.bytes("{\"id\":\"a-1\",\"text\":\"A warm film\"}")),
                    "schema.registry.url=http://HOST:8081"),
            new TopicShape(
                    "the same, and no registry to be had",
                    "`00 00001267` and `{\"id\":\"a-1\",\"text\":\"A warm film\"}`",
                    AvroValues.framed(4711, Records.bytes("{\"id\":\"a-1\",\"text\":\"A warm film\"}")),
                    "input.format=json-schema"),
            new TopicShape(
                    "an id that the registry does not have",
                    "`00 0000004d` and anything",
                    AvroValues.framed(77, IN_AVRO),
                    "schema.registry.url=http://HOST:8081"),
            new TopicShape(
                    "Protobuf with a registry",
                    "`00 00000003` and the event in Protobuf",
                    AvroValues.framed(3, new byte[] {0, 10, 1, 'x'}),
                    "schema.registry.url=http://HOST:8081"),
            of("many events in one", "[{\"id\":\"a-1\",\"text\":\"A warm film\"}]"));

    private static TopicShape of(String name, String json, String... settings) {
        return new TopicShape(name, "`" + json + "`", Records.bytes(json), settings);
    }
}
