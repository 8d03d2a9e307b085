// SPDX-License-Identifier: Apache-2.0
package dev.undertone.infer;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unpacks ONNX Runtime's native libraries once for all processes of a user. Left to itself, ONNX Runtime unpacks 28 MB
 * into the temporary folder for each process and removes them only where that process ends by itself: a service that is
 * killed now and then fills the disk.
 */
public final class NativeLibraries {
    private static final Logger LOGGER = LoggerFactory.getLogger(NativeLibraries.class);

    /** Where ONNX Runtime looks first, if somebody says so. */
    private static final String PATH_PROPERTY = "onnxruntime.native.path";

    private static final List<String> NAMES = List.of("onnxruntime", "onnxruntime4j_jni");

    private NativeLibraries() {}

    /** Makes ONNX Runtime load from the user's cache. Where that cannot be, it goes on as it would by itself. */
    public static synchronized void useCache() {
        if (System.getProperty(PATH_PROPERTY) != null) {
            return;
        }
        Optional<Path> cache = cacheFolder();
        if (cache.isEmpty()) {
            return;
        }
        try {
            for (String name : NAMES) {
                String file = System.mapLibraryName(name);
                URL library = OrtEnvironment.class.getResource("native/" + platform() + "/" + file);
                if (library == null) {
                    return;
                }
                unpack(library, cache.get().resolve(file));
            }
            System.setProperty(PATH_PROPERTY, cache.get().toString());
        } catch (IOException e) {
            LOGGER.atDebug().setCause(e).addKeyValue("folder", cache.get()).log("No cache for native libraries");
        }
    }

    /**
     * Puts the library into place whole or not at all, so that processes that start together do not disturb each other.
     */
    private static void unpack(URL library, Path file) throws IOException {
        if (Files.exists(file) && Files.size(file) == library.openConnection().getContentLengthLong()) {
            return;
        }
        Files.createDirectories(file.getParent());
        Path part = Files.createTempFile(file.getParent(), "part-", "");
        try (InputStream in = library.openStream()) {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException(e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** A folder of the user's own, never one that others can write to: what lies there is loaded as code. */
    private static Optional<Path> cacheFolder() {
        String version = OrtEnvironment.class.getPackage().getImplementationVersion();
        String home = System.getProperty("user.home", "");
        if (version == null || home.isBlank() || home.equals("?")) {
            return Optional.empty();
        }
        String base = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(folder -> Path.of(folder).isAbsolute())
                .orElse(Path.of(home, ".cache").toString());
        return Optional.of(Path.of(base, "undertone", "onnxruntime-" + version + "-" + platform()));
    }

    /** As ONNX Runtime names it. */
    private static String platform() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String name = system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux";
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return name + (machine.equals("amd64") || machine.equals("x86_64") ? "-x64" : "-" + machine);
    }
}
