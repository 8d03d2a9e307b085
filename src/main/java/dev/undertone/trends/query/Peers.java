// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends.query;

import dev.undertone.http.ActionAnswer;
import dev.undertone.http.HttpQuery;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.state.HostInfo;

/**
 * The other instances. What is passed on to them bears a header, by which they know to answer from what they hold
 * themselves: nothing is passed on twice. Safe for use by many threads.
 */
final class Peers {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT_WITHIN)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /**
     * Fails with a {@link QueryException} where it does not answer in time.
     *
     * @param target path and query
     * @param authorization to be shown there, as it was shown here
     */
    CompletableFuture<ActionAnswer> ask(HostInfo instance, String target, Optional<String> authorization) {
        String host = instance.host().contains(":") ? "[" + instance.host() + "]" : instance.host();
        String address = host + ":" + instance.port();
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(URI.create("http://" + address + target));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(silent(address));
        }
        request.timeout(ANSWER_WITHIN).header(HttpQuery.FORWARDED, "true");
        authorization.ifPresent(value -> request.header("Authorization", value));
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .handle((response, failure) -> {
                    if (failure != null) {
                        throw silent(address);
                    }
                    return new ActionAnswer(response.statusCode(), response.body());
                });
    }

    private static QueryException silent(String address) {
        return QueryException.unavailable("the instance at " + address + ", which holds these figures, does not answer;"
                + " ask again in some seconds, or see to its application.server");
    }
}
