// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.score;

import dev.undertone.event.Decoded;
import dev.undertone.http.Problem;
import java.util.List;
import java.util.Objects;

/** What a request's body turned out to be. */
sealed interface BodyReading {
    /**
     * Reviews to score.
     *
     * @param shape of the answer
     */
    record Reviews(Shape shape, List<Item> items) implements BodyReading {
        public Reviews {
            Objects.requireNonNull(shape, "shape");
            items = List.copyOf(items);
        }
    }

    /** Nothing of it can be answered. */
    record Refused(Problem problem) implements BodyReading {
        public Refused {
            Objects.requireNonNull(problem, "problem");
        }
    }

    /**
     * One event of a body.
     *
     * @param id its own where it has none
     */
    record Item(String id, Decoded decoded) {
        public Item {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(decoded, "decoded");
        }
    }

    /** How many there are, and how they are put together. */
    enum Shape {
        ONE,
        ARRAY,
        LINES
    }
}
