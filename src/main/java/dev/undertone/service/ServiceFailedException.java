// SPDX-License-Identifier: Apache-2.0
package dev.undertone.service;

import dev.undertone.config.ScorerConfig;
import dev.undertone.kafka.ClusterAccess;
import dev.undertone.kafka.RequiredAcl;
import dev.undertone.score.ModelBrokenException;
import dev.undertone.stream.StreamsProperties;
import dev.undertone.stream.outcome.LetterRefusedException;
import dev.undertone.trends.Trends;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;

/** The service ended by itself. The message is one sentence: why, and that nothing in flight was committed. */
public final class ServiceFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** How Kafka Streams words a record that was not taken; the cause within does not say where it was to go. */
    private static final Pattern REFUSED = Pattern.compile("sending record to topic (\\S+)");

    private static final String GROUP_PROTOCOL = ScorerConfig.KAFKA_PREFIX + StreamsConfig.GROUP_PROTOCOL_CONFIG;

    private ServiceFailedException(String who, String why, Throwable cause) {
        super(who + " stopped, nothing in flight was committed: " + why, cause);
    }

    /**
     * @param cause what ended it; a right that it was refused is named
     * @param config the scorer's
     */
    public static ServiceFailedException of(Throwable cause, ScorerConfig config) {
        return new ServiceFailedException(
                "the scorer", why(cause, config, Scorer.rights(config, inputs(cause, config))), cause);
    }

    /** The same of {@link TrendsService}. */
    public static ServiceFailedException ofTrends(Throwable cause, ScorerConfig config) {
        return new ServiceFailedException(
                "the application of trends", why(cause, config, Trends.rights(config)), cause);
    }

    /** Those that are read: of those that match a pattern, any that the failure is about. */
    private static List<String> inputs(Throwable thrown, ScorerConfig config) {
        if (!config.topics().input().isPattern()) {
            return config.topics().input().names();
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof TopicAuthorizationException refused) {
                return refused.unauthorizedTopics().stream()
                        .filter(config.topics().reading())
                        .toList();
            }
        }
        return List.of();
    }

    private static String why(Throwable cause, ScorerConfig config, List<RequiredAcl> rights) {
        return ClusterAccess.of(config.clientProperties(), rights)
                .refusal(cause)
                .map(Throwable::getMessage)
                .orElseGet(() -> why(cause, config));
    }

    private static String why(Throwable thrown, ScorerConfig config) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof InconsistentGroupProtocolException || cause instanceof GroupIdNotFoundException) {
                return "the group " + config.applicationId()
                        + " is in use by another program, or by a scorer with another kafka.group.protocol; set "
                        + ScorerConfig.APPLICATION_ID + " to a name that nobody else uses";
            }
            if (cause instanceof UnsupportedVersionException && StreamsProperties.speaksStreams(config)) {
                return "the brokers are too old for the group protocol of " + GROUP_PROTOCOL
                        + "=streams; set it to classic, or update the brokers";
            }
            if (cause instanceof LetterRefusedException) {
                return cause.getMessage();
            }
        }
        return thrown instanceof MissingSourceTopicException
                ? (config.topics().input().areSeveral() ? "one of the topics " : "the topic ")
                        + config.topics().input() + " no longer exists"
                : why(thrown);
    }

    private static String why(Throwable thrown) {
        Throwable cause = thrown;
        String where = where(cause);
        while (cause.getCause() != null && !(cause instanceof ModelBrokenException)) {
            cause = cause.getCause();
            where = where.isEmpty() ? where(cause) : where;
        }
        return where + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }

    private static String where(Throwable cause) {
        if (cause instanceof StreamsException && cause.getMessage() != null) {
            Matcher refused = REFUSED.matcher(cause.getMessage());
            if (refused.find()) {
                return "the topic " + refused.group(1) + " took no record: ";
            }
        }
        return "";
    }
}
