// SPDX-License-Identifier: Apache-2.0
package dev.undertone.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.ResponseHeader;

/** Sends what Kafka's own producer refuses to, a timestamp of -1 for one, as other clients do. */
public final class RawProducer {
    /** The last one that names topics. */
    private static final short VERSION = 12;

    private RawProducer() {}

    /**
     * Sends records in one batch, and returns whether the broker takes one of that size; fails on any other refusal.
     */
    public static boolean send(String topic, int partition, Compression compression, SimpleRecord... records) {
        String[] address =
                TestBroker.bootstrapServers().replaceFirst("^.*//", "").split(":");
        ProduceRequestData data = new ProduceRequestData().setAcks((short) -1).setTimeoutMs(30_000);
        data.topicData()
                .add(new ProduceRequestData.TopicProduceData()
                        .setName(topic)
                        .setPartitionData(List.of(new ProduceRequestData.PartitionProduceData()
                                .setIndex(partition)
                                .setRecords(MemoryRecords.withRecords(compression, records)))));
        RequestHeader header = new RequestHeader(ApiKeys.PRODUCE, VERSION, "raw", 1);
        ByteBuffer request = new ProduceRequest(data, VERSION).serializeWithHeader(header);
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(request.remaining());
            out.write(request.array(), request.arrayOffset() + request.position(), request.remaining());
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            ByteBuffer answer = ByteBuffer.wrap(in.readNBytes(in.readInt()));
            ResponseHeader.parse(answer, ApiKeys.PRODUCE.responseHeaderVersion(VERSION));
            ProduceResponse response =
                    new ProduceResponse(new ProduceResponseData(new ByteBufferAccessor(answer), VERSION));
            short error = response.data()
                    .responses()
                    .iterator()
                    .next()
                    .partitionResponses()
                    .get(0)
                    .errorCode();
            if (error != Errors.NONE.code() && error != Errors.MESSAGE_TOO_LARGE.code()) {
                throw new AssertionError("the broker answers " + Errors.forCode(error));
            }
            return error == Errors.NONE.code();
        } catch (IOException e) {
            throw new AssertionError("cannot send to " + topic, e);
        }
    }
}
