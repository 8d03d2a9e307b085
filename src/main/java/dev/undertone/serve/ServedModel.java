// SPDX-License-Identifier: Apache-2.0
package dev.undertone.serve;

import dev.undertone.review.ModelId;
import dev.undertone.score.ReviewScorer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What scores now. Threads borrow it for as long as they hold reviews that it has encoded, and it can be replaced
 * meanwhile: each borrower keeps the one it has, the next gets the new one, and the old one is closed by whoever gives
 * it back last. Owns its scorers. Safe for use by many threads.
 */
public final class ServedModel implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ServedModel.class);

    /** Null once closed. */
    private volatile Counted current;

    public ServedModel(ReviewScorer first) {
        current = new Counted(first);
    }

    /** A scorer that stays open until it is given back. For use by one thread. */
    public final class Loan implements AutoCloseable {
        private final Counted counted;
        private boolean over;

        private Loan(Counted counted) {
            this.counted = counted;
        }

        public ReviewScorer scorer() {
            if (over) {
                throw new IllegalStateException("the scorer was given back");
            }
            return counted.scorer;
        }

        /** Whether the next borrower would get another. */
        public boolean isReplaced() {
            return counted != current;
        }

        /** Gives the scorer back; more than once does no harm. */
        @Override
        public void close() {
            if (!over) {
                over = true;
                counted.letGo();
            }
        }
    }

    /**
     * Borrows what scores now.
     *
     * @throws IllegalStateException once closed
     */
    public Loan borrow() {
        while (true) {
            Counted counted = current;
            if (counted == null) {
                throw new IllegalStateException("the model is closed");
            }
            // One that was let go by all since it was read here has a successor.
            if (counted.hold()) {
                return new Loan(counted);
            }
        }
    }

    /**
     * Which model scores now.
     *
     * @throws IllegalStateException once closed
     */
    public ModelId id() {
        try (Loan loan = borrow()) {
            return loan.scorer().model();
        }
    }

    /** Lets {@code next} score from the next borrower on; once closed, closes it. */
    public synchronized void replaceBy(ReviewScorer next) {
        Counted old = current;
        if (old == null) {
            next.close();
            return;
        }
        current = new Counted(next);
        old.letGo();
    }

    /** Lends nothing any more; the scorer closes as soon as nobody holds it. */
    @Override
    public synchronized void close() {
        Counted old = current;
        current = null;
        if (old != null) {
            old.letGo();
        }
    }

    /** A scorer with how many hold it: the borrowers, and this object while it lends it. */
    private static final class Counted {
        private final ReviewScorer scorer;
        private final AtomicInteger holders = new AtomicInteger(1);

        Counted(ReviewScorer scorer) {
            this.scorer = Objects.requireNonNull(scorer, "scorer");
        }

        /** Whether it could still be held. */
        boolean hold() {
            return holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
        }

        void letGo() {
            if (holders.decrementAndGet() == 0) {
                try {
                    scorer.close();
                } catch (RuntimeException e) {
                    // Its scores are out: whoever held it last has done nothing wrong.
                    LOGGER.atWarn()
                            .setCause(e)
                            .addKeyValue("model", scorer.model())
                            .log("Could not close a model");
                }
            }
        }
    }
}
