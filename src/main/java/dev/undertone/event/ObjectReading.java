// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** How the JSON object of an event is read. Which one does is settled once, by the configuration. */
sealed interface ObjectReading permits FlatReading, ShapedReading {
    /**
     * Reads an object whose start was read.
     *
     * @param lenient whether there may be something that cannot be carried
     */
    Decoded read(JsonParser parser, boolean lenient) throws IOException;
}
