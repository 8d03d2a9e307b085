// SPDX-License-Identifier: Apache-2.0
package dev.undertone.service;

import dev.undertone.config.ScorerConfig;
import dev.undertone.http.MetricsServer;
import dev.undertone.metrics.PrometheusMetrics;
import dev.undertone.metrics.PrometheusTrendsMetrics;
import dev.undertone.trends.Trends;
import dev.undertone.trends.TrendsReader;
import dev.undertone.trends.query.TrendsQueries;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trends with their metrics and, where HTTP is served, their queries. */
final class TrendsAtWork implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(TrendsAtWork.class);

    private final Trends trends;
    private final Optional<TrendsQueries> queries;

    private TrendsAtWork(Trends trends, Optional<TrendsQueries> queries) {
        this.trends = trends;
        this.queries = queries;
    }

    /** @param http where queries are answered, if anywhere; it must serve by now */
    static TrendsAtWork start(ScorerConfig config, int threads, PrometheusMetrics page, Optional<MetricsServer> http) {
        PrometheusTrendsMetrics metrics = new PrometheusTrendsMetrics(page);
        Optional<String> address = http.map(server -> address(config, server.port()));
        Trends trends = Trends.start(config, threads, address, metrics);
        metrics.observe(() -> trends.health().ready().get().isEmpty());
        TrendsQueries[] answering = new TrendsQueries[1];
        http.ifPresent(server -> trends.showTo(streams -> {
            answering[0] = new TrendsQueries(new TrendsReader(streams, config.trends()), address.orElseThrow());
            server.addQuery(TrendsQueries.FIGURES, answering[0]::figures);
            server.addQuery(TrendsQueries.TOP, answering[0]::top);
        }));
        return new TrendsAtWork(trends, Optional.ofNullable(answering[0]));
    }

    /** Logs what ends them, for whom they are beside the point. */
    TrendsAtWork watched() {
        Thread watch = new Thread(
                () -> {
                    try {
                        trends.awaitEnd()
                                .ifPresent(failure -> LOGGER.atError()
                                        .setCause(failure)
                                        .log("Trends have ended by a failure, and scoring goes on without them; restart"
                                                + " the service to have them back"));
                    } catch (InterruptedException e) {
                        // Nobody does.
                    }
                },
                "undertone-trends-watch");
        watch.setDaemon(true);
        watch.start();
        return this;
    }

    Trends trends() {
        return trends;
    }

    @Override
    public void close() {
        trends.close();
        queries.ifPresent(TrendsQueries::close);
    }

    /** Where other instances reach this one. A server that listens at every address is known by one of them. */
    private static String address(ScorerConfig config, int port) {
        return config.applicationServer().orElseGet(() -> {
            String host = config.httpHost();
            if (host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]")) {
                host = ownAddress();
            }
            return (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
        });
    }

    private static String ownAddress() {
        try {
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                List<InetAddress> addresses = Collections.list(network.getInetAddresses());
                for (InetAddress address : addresses) {
                    if (network.isUp() && address instanceof Inet4Address && !address.isLoopbackAddress()) {
                        return address.getHostAddress();
                    }
                }
            }
            return InetAddress.getLocalHost().getHostAddress();
        } catch (IOException e) {
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
    }
}
