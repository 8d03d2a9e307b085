// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import static dev.undertone.event.EventDecoderCarryTest.CARRYING_ALL;
import static dev.undertone.event.EventDecoderTest.utf8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.review.Label;
import dev.undertone.review.ModelId;
import dev.undertone.review.Scored;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever the bytes, there is an answer, and it repeats none of them. */
class EventDecoderPropertyTest {
    private static final long SEED = 1_123;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Every detail there may be: none has room for a review. */
    private static final Pattern DETAIL = Pattern.compile("the record has no value"
            + "|the value has \\d+ bytes, the limit is \\d+"
            + "|the value is no JSON object"
            + "|the value is a JSON array; every event is a record of its own"
            + "|the value is a JSON string, not an object; input.string.as has it read as an event or a text"
            + "|the value is in UTF-16, and is read in UTF-8 only"
            + "|the value is in the frame of a schema registry, with schema id \\d+; input.format=auto reads it with schema.registry.url, and input.format=json-schema where it is JSON"
            + "|a field that output.fields repeats holds NaN, an infinity or half a surrogate pair in a name, which is no JSON"
            + "|the value goes on after its JSON object"
            + "|the value is no valid JSON( at byte \\d+)?"
            + "|the value is no text in UTF-8"
            + "|the value holds a number that is too large"
            + "|the event has no field 'text'(; it is in [A-Za-z ']+, which input.envelope=[a-z]+ opens)?"
            + "|the event's field 'text' is a list, of which '/text/0' names the first element"
            + "|the change does not tell the text, which is long and did not change; have the database tell it \\(in PostgreSQL REPLICA IDENTITY FULL\\)"
            + "|the event's field 'text' is no string");

    @Test
    void shouldAnswerRandomBytesWithoutTheirText() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[0] = '{';
            }
            requireAnswer(bytes);
        }
    }

    @Test
    void shouldAnswerMutatedEventsWithoutTheirText() {
        List<byte[]> events = List.of(
                utf8("{\"id\":\"r-1\",\"text\":\"ornithorhynchus, so good!\",\"stars\":5}"),
                utf8("{\"text\":\"ornithorhynchus \\u00e9 \\\"so\\\" good\",\"id\":17,\"price\":12.50e2,\"ok\":true}"),
                utf8(
                        "{\"product\":{\"name\":\"ornithorhynchus\",\"tags\":[\"é\",null,{\"x\":-1.0}]},\"text\":\"好 ornithorhynchus 😀\"}"));
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = events.get(random.nextInt(events.size()));
            for (int mutations = 1 + random.nextInt(3); mutations > 0; mutations--) {
                bytes = mutated(random, bytes);
            }
            requireAnswer(bytes);
        }
    }

    /** An answer without an exception and without a word of the value; and what could be read can be written. */
    private static void requireAnswer(byte[] value) {
        try {
            Decoded decoded = CARRYING_ALL.decode(value);
            if (decoded instanceof Undecodable undecodable) {
                String detail = undecodable.rejection().detail();
                if (!DETAIL.matcher(detail).matches()) {
                    throw new IllegalStateException("detail: " + detail);
                }
            } else {
                ReviewEvent event = (ReviewEvent) decoded;
                byte[] written = new ScoredEventWriter()
                        .write(
                                event.id().orElse(""),
                                new Scored(Label.POSITIVE, 1, 1, false, new ModelId("m", "1")),
                                Instant.EPOCH,
                                event.carried());
                JsonNode read = JSON.readTree(written).path("review").path("text");
                if (!event.text().equals(read.textValue())) {
                    throw new IllegalStateException("written: " + read);
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new AssertionError("seed " + SEED + ", value " + Arrays.toString(value), e);
        }
    }

    private static byte[] mutated(Random random, byte[] bytes) {
        int at = random.nextInt(Math.max(1, bytes.length));
        int end = Math.min(bytes.length, at + 1 + random.nextInt(8));
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        result.write(bytes, 0, Math.min(at, bytes.length));
        switch (random.nextInt(6)) {
            case 0 -> { // cut the end off
                return result.toByteArray();
            }
            case 1 -> result.write(random.nextInt(256)); // insert anything
            case 2 -> result.write("{}[]\",:\\u0e9-.tn ".charAt(random.nextInt(17))); // insert what JSON is made of
            case 3 -> result.write(bytes, at, end - at); // repeat a piece
            case 4 -> { // leave a piece out
                result.write(bytes, end, bytes.length - end);
                return result.toByteArray();
            }
            default -> { // change a bit
                if (at < bytes.length) {
                    result.write(bytes[at] ^ (1 << random.nextInt(8)));
                    at++;
                }
            }
        }
        result.write(bytes, Math.min(at, bytes.length), Math.max(0, bytes.length - at));
        return result.toByteArray();
    }
}
