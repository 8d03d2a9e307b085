// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash.cluster;

import dev.undertone.crash.Moments;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The ways from scorers to brokers.
 *
 * @param proxies one a broker, in the order of the brokers
 */
record Network(List<FaultyProxy> proxies) implements AutoCloseable {
    /** Scorers go straight to the brokers. */
    static final Network NONE = new Network(List.of());

    Network {
        proxies = List.copyOf(proxies);
    }

    FaultyProxy to(int broker) {
        return proxies.get(broker);
    }

    /** Does something to all ways, and undoes it after a while. */
    void during(Duration time, Consumer<FaultyProxy> begin, Consumer<FaultyProxy> end) {
        proxies.forEach(begin);
        Moments.rest(time);
        proxies.forEach(end);
    }

    @Override
    public void close() {
        proxies.forEach(FaultyProxy::close);
    }
}
