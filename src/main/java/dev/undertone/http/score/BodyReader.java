// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.score;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.undertone.event.Decoded;
import dev.undertone.event.EventDecoder;
import dev.undertone.event.ReviewEvent;
import dev.undertone.event.Undecodable;
import dev.undertone.http.Problem;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Rejected;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Takes a body apart into events, each of which is decoded as a record of the topic would be. Safe for use by many
 * threads.
 */
final class BodyReader {
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final EventDecoder decoder;
    private final int maxTextBytes;
    private final int mostItems;

    /**
     * @param decoder of events, which takes a JSON string for a review
     * @param maxTextBytes of a plain text, as of an event
     * @param mostItems of a body
     */
    BodyReader(EventDecoder decoder, int maxTextBytes, int mostItems) {
        this.decoder = Objects.requireNonNull(decoder, "decoder");
        this.maxTextBytes = maxTextBytes;
        this.mostItems = mostItems;
    }

    BodyReading read(BodyForm form, byte[] given) {
        byte[] body = startsWithMark(given) ? Arrays.copyOfRange(given, MARK.length, given.length) : given;
        return switch (form) {
            case TEXT -> one(text(body));
            case JSON -> isArray(body) ? array(body) : one(decode(body));
            case LINES -> lines(body);
        };
    }

    private static BodyReading one(Decoded decoded) {
        return new BodyReading.Reviews(BodyReading.Shape.ONE, List.of(new BodyReading.Item("text-1", decoded)));
    }

    private Decoded text(byte[] body) {
        if (body.length > maxTextBytes) {
            return new Undecodable(new Rejected(
                    RejectReason.TOO_LARGE, "the text has " + body.length + " bytes, the limit is " + maxTextBytes));
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return new ReviewEvent(Optional.empty(), text, Map.of());
        } catch (CharacterCodingException e) {
            return new Undecodable(new Rejected(RejectReason.UNREADABLE, "the text is not in UTF-8"));
        }
    }

    /** Each element's own bytes, so that it is read as if it stood alone. */
    private BodyReading array(byte[] body) {
        List<BodyReading.Item> items = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (items.size() == mostItems) {
                    return tooMany();
                }
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                int end = (int) parser.currentLocation().getByteOffset();
                items.add(new BodyReading.Item(
                        "text-" + (items.size() + 1), decode(Arrays.copyOfRange(body, start, end))));
            }
            if (parser.nextToken() != null) {
                return refused(
                        400,
                        "the body goes on after its JSON array; send one array, or lines of events as"
                                + " application/x-ndjson");
            }
        } catch (JsonProcessingException e) {
            // The parser's own message would quote the review.
            long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
            return refused(400, "the body is no valid JSON" + (at < 0 ? "" : " at byte " + at) + "; correct it");
        } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
            return refused(400, "the body is no JSON in UTF-8; encode it so");
        }
        return new BodyReading.Reviews(BodyReading.Shape.ARRAY, items);
    }

    /** Empty lines count as lines and are no events. */
    private BodyReading lines(byte[] body) {
        List<BodyReading.Item> items = new ArrayList<>();
        int number = 0;
        for (int start = 0; start < body.length; ) {
            int newLine = start;
            while (newLine < body.length && body[newLine] != '\n') {
                newLine++;
            }
            int end = newLine > start && body[newLine - 1] == '\r' ? newLine - 1 : newLine;
            number++;
            if (firstByte(body, start, end) >= 0) {
                if (items.size() == mostItems) {
                    return tooMany();
                }
                items.add(new BodyReading.Item("line-" + number, decode(Arrays.copyOfRange(body, start, end))));
            }
            start = newLine + 1;
        }
        return new BodyReading.Reviews(BodyReading.Shape.LINES, items);
    }

    /** What is no review is told of as one without a text. */
    private Decoded decode(byte[] event) {
        Decoded decoded = decoder.decode(event);
        return decoded instanceof ReviewEvent || decoded instanceof Undecodable
                ? decoded
                : new Undecodable(new Rejected(
                        RejectReason.MISSING_TEXT, "the event is a delete, of which there is nothing to score"));
    }

    private BodyReading tooMany() {
        return refused(413, "the body holds more than " + mostItems + " events; send them in several requests");
    }

    private static BodyReading refused(int status, String detail) {
        return new BodyReading.Refused(new Problem(status, detail));
    }

    private static boolean isArray(byte[] body) {
        return firstByte(body, 0, body.length) == '[';
    }

    /** The first that is no blank; -1 where all are. */
    private static int firstByte(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r' && bytes[i] != '\n') {
                return bytes[i] & 0xFF;
            }
        }
        return -1;
    }

    private static boolean startsWithMark(byte[] body) {
        return body.length >= MARK.length && Arrays.equals(body, 0, MARK.length, MARK, 0, MARK.length);
    }
}
