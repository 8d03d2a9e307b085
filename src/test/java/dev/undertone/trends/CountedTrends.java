// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

/** Counts what happens. */
final class CountedTrends implements TrendsMetrics {
    int counted;
    int incomplete;
    int unreadable;
    int late;
    long expired;
    long overflowed;
    int evicted;
    int alerts;
    long entries;

    @Override
    public void reviewCounted(boolean withAllKeys) {
        counted++;
        if (!withAllKeys) {
            incomplete++;
        }
    }

    @Override
    public void eventUnreadable() {
        unreadable++;
    }

    @Override
    public void reviewLate() {
        late++;
    }

    @Override
    public void reviewsExpired(long reviews) {
        expired += reviews;
    }

    @Override
    public void reviewsOverflowed(long reviews) {
        overflowed += reviews;
    }

    @Override
    public void windowEvicted() {
        evicted++;
    }

    @Override
    public void alerted() {
        alerts++;
    }

    @Override
    public void entriesHeld(long change) {
        entries += change;
    }
}
