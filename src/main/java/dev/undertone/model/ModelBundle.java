// SPDX-License-Identifier: Apache-2.0
package dev.undertone.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.Tokenizer;
import dev.undertone.text.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A verified model bundle: the folder with {@code model.onnx}, {@code vocabulary.txt}, {@code manifest.json} and
 * {@code MODEL_CARD.md}. Opening one proves that every file is the one the manifest names and that the tokenizer at
 * hand is the one the model was trained with. Immutable.
 */
public final class ModelBundle {
    public static final String GRAPH = "model.onnx";
    public static final String VOCABULARY = "vocabulary.txt";
    public static final String MANIFEST = "manifest.json";
    public static final String CARD = "MODEL_CARD.md";

    /** The files beside the manifest, in the order in which it lists them. */
    public static final List<String> FILES = List.of(GRAPH, VOCABULARY, CARD);

    /** A picture that the card shows, in bundles whose card has one. */
    public static final String DIAGRAM = "reliability.svg";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final Path folder;
    private final ModelManifest manifest;
    private final Vocabulary vocabulary;

    private ModelBundle(Path folder, ModelManifest manifest, Vocabulary vocabulary) {
        this.folder = folder;
        this.manifest = manifest;
        this.vocabulary = vocabulary;
    }

    /**
     * Opens and verifies the bundle in {@code folder}.
     *
     * @throws ModelRefusedException with the first thing found wrong
     */
    public static ModelBundle open(Path folder) {
        ModelManifest manifest = readManifest(folder);
        for (String name : FILES) {
            verifyHash(folder, name, manifest.files().get(name));
        }
        if (manifest.files().containsKey(DIAGRAM)) {
            verifyHash(folder, DIAGRAM, manifest.files().get(DIAGRAM));
        }
        if (!Tokenizer.NAME.equals(manifest.tokenizer().name())
                || !Tokenizer.fingerprint().equals(manifest.tokenizer().fingerprint())) {
            throw refused(
                    folder,
                    "was trained with tokenizer '" + manifest.tokenizer().name()
                            + "' of another behaviour than this release's '" + Tokenizer.NAME
                            + "'; train it again with this release",
                    null);
        }
        Vocabulary vocabulary = readVocabulary(folder);
        if (vocabulary.size() != manifest.architecture().vocabulary()) {
            throw refused(
                    folder,
                    "has " + vocabulary.size() + " tokens in " + VOCABULARY + " but "
                            + manifest.architecture().vocabulary() + " rows in its embedding; train it again",
                    null);
        }
        return new ModelBundle(folder, manifest, vocabulary);
    }

    /**
     * The SHA-256 of every file of {@link #FILES}, and of {@link #DIAGRAM} where there is one, for the manifest of a
     * bundle being written.
     */
    public static Map<String, String> hashes(Path folder) throws IOException {
        Map<String, String> hashes = new LinkedHashMap<>();
        for (String name : FILES) {
            hashes.put(name, sha256(folder.resolve(name)));
        }
        if (Files.exists(folder.resolve(DIAGRAM))) {
            hashes.put(DIAGRAM, sha256(folder.resolve(DIAGRAM)));
        }
        return hashes;
    }

    /** Writes {@code manifest.json}, the last file of a bundle to be written. */
    public static void writeManifest(Path folder, ModelManifest manifest) throws IOException {
        Files.writeString(folder.resolve(MANIFEST), JSON.writeValueAsString(manifest) + "\n");
    }

    /** The card as it lies on disk. */
    public String card() throws IOException {
        return Files.readString(folder.resolve(CARD));
    }

    /**
     * Replaces card and diagram, and names them in the manifest. Stopped between two of the three files it leaves a
     * bundle that is refused, so it is not for one that a service is about to open.
     */
    public void replaceCard(String card, String diagram) throws IOException {
        Files.writeString(folder.resolve(CARD), card);
        Files.writeString(folder.resolve(DIAGRAM), diagram);
        writeManifest(folder, manifest.withFiles(hashes(folder)));
    }

    /** How many bytes the bundle's files have. */
    public long bytes() throws IOException {
        long bytes = Files.size(folder.resolve(MANIFEST));
        for (String name : manifest.files().keySet()) {
            bytes += Files.size(folder.resolve(name));
        }
        return bytes;
    }

    public ModelManifest manifest() {
        return manifest;
    }

    public Path graph() {
        return folder.resolve(GRAPH);
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** An encoder that turns texts into the ids this model was trained on. */
    public ReviewEncoder encoder() {
        return new ReviewEncoder(vocabulary, manifest.tokenLimit());
    }

    private static ModelManifest readManifest(Path folder) {
        Path file = folder.resolve(MANIFEST);
        if (!Files.isRegularFile(file)) {
            throw refused(
                    folder,
                    "has no " + MANIFEST + "; name the folder of a model bundle with model.path or --model",
                    null);
        }
        try {
            ModelManifest manifest = JSON.readValue(file.toFile(), ModelManifest.class);
            if (manifest == null) {
                throw refused(folder, "has a " + MANIFEST + " that cannot be read: it holds nothing", null);
            }
            return manifest;
        } catch (JsonProcessingException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String detail =
                    cause instanceof JsonProcessingException json ? json.getOriginalMessage() : cause.getMessage();
            throw refused(folder, "has a " + MANIFEST + " that cannot be read: " + place(e) + detail, e);
        } catch (IOException e) {
            throw refused(folder, "has a " + MANIFEST + " that cannot be read: " + e.getMessage(), e);
        }
    }

    /** Which of the two calibrations is meant. */
    private static String place(JsonProcessingException e) {
        boolean ofNeutral = e instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()
                && "neutral".equals(mapping.getPath().get(0).getFieldName());
        return ofNeutral ? "neutral: " : "";
    }

    private static void verifyHash(Path folder, String name, String expected) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw refused(folder, "lacks the file " + name + "; copy the whole bundle again", null);
        }
        if (expected == null) {
            throw refused(folder, "has a " + MANIFEST + " without the hash of " + name, null);
        }
        try {
            if (!expected.equals(sha256(file))) {
                throw refused(
                        folder,
                        "has a " + name + " that is not the one its " + MANIFEST
                                + " names (SHA-256 differs); copy the whole bundle again",
                        null);
            }
        } catch (IOException e) {
            throw refused(folder, "has a " + name + " that cannot be read: " + e.getMessage(), e);
        }
    }

    private static Vocabulary readVocabulary(Path folder) {
        try {
            return Vocabulary.read(folder.resolve(VOCABULARY));
        } catch (IOException | IllegalArgumentException e) {
            throw refused(folder, "has a " + VOCABULARY + " that cannot be used: " + e.getMessage(), e);
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static ModelRefusedException refused(Path folder, String what, Throwable cause) {
        return new ModelRefusedException("the model bundle " + folder + " " + what, cause);
    }
}
