// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.bundle;

import dev.undertone.infer.OnnxSentimentModel;
import dev.undertone.train.plan.TrainingException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The versions of what takes part in making a model. */
public final class LibraryVersions {
    private LibraryVersions() {}

    /** By name, in the order of the names. */
    public static Map<String, String> all() {
        Map<String, String> versions = new TreeMap<>();
        versions.put("undertone", property("/version.properties"));
        versions.put("java", System.getProperty("java.version"));
        versions.put("pytorch", property("/META-INF/maven/org.bytedeco/pytorch/pom.properties"));
        versions.put("tribuo-util-onnx", property("/META-INF/maven/org.tribuo/tribuo-util-onnx/pom.properties"));
        versions.put("onnxruntime", OnnxSentimentModel.runtimeVersion());
        return versions;
    }

    private static String property(String resource) {
        Properties properties = new Properties();
        try (InputStream in = LibraryVersions.class.getResourceAsStream(resource)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new TrainingException("cannot read " + resource + " of the class path (" + e.getMessage() + ")", e);
        }
        return properties.getProperty("version", "unknown");
    }
}
