// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.life;

import static dev.undertone.testing.Records.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.Deployment;
import dev.undertone.testing.TinyModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An instance that is killed and started again in place, by whoever watches over it. */
@Timeout(300)
class RestartInPlaceIT {
    /** So long that it cannot be mistaken for the time to start. */
    private static final Duration SESSION = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void shouldNotWaitForItsOwnDeathWhereItHasANameInTheGroup() {
        try (Deployment deployment = new Deployment(
                        "model.path=" + TinyModel.writeTo(folder),
                        "kafka.session.timeout.ms=" + SESSION.toMillis(),
                        "kafka.group.instance.id=scorer-0")
                .start()) {
            // Given
            deployment.publish(List.of(bytes("{\"text\":\"good\"}")));
            Deployment.read(deployment.output, 1);

            // When
            long killed = System.nanoTime();
            deployment.scorer().close();
            deployment.start();
            deployment.publish(List.of(bytes("{\"text\":\"good\"}")));

            // Then
            assertThat(Deployment.read(deployment.output, 2)).hasSize(2);
            Duration took = Duration.ofNanos(System.nanoTime() - killed);
            System.out.printf("scored again %.1f s after a kill, in place%n", took.toMillis() / 1e3);
            assertThat(took).isLessThan(SESSION.minusSeconds(5));
        }
    }
}
