// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.bench.report.BenchException;
import dev.undertone.bench.report.StepCosts;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What ONNX Runtime does with the same reviews standalone: a process of its own that waits to be
 * asked, so that it is compiled and warm each time, and costs nothing in between. Confined to one thread.
 */
final class Ceiling implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Worker worker;
    private final BufferedReader answers;

    private Ceiling(Worker worker) {
        this.worker = worker;
        this.answers =
                new BufferedReader(new InputStreamReader(worker.process().getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts it.
     *
     * @param java the command that starts Java with the product's class path
     * @param model the folder of its bundle
     * @param events JSON, of which it takes the first
     * @param number how many of them
     * @param folder for the events that it reads, and for what it says
     */
    static Ceiling start(List<String> java, Path model, Iterable<byte[]> events, int number, Path folder)
            throws IOException {
        Path file = folder.resolve("events.jsonl");
        writeEvents(events, number, file);
        List<String> command = new java.util.ArrayList<>(java);
        command.addAll(List.of(CeilingMain.class.getName(), model.toString(), file.toString()));
        return new Ceiling(Worker.start("the ceiling", command, folder.resolve("ceiling.log"), true));
    }

    /** Finds the size of a part that is fastest: reviews per second and core by part size. */
    Map<Integer, Double> tune() {
        Map<Integer, Double> rates = new TreeMap<>();
        ask(CeilingMain.TUNE)
                .properties()
                .forEach(field -> rates.put(
                        Integer.valueOf(field.getKey()), field.getValue().asDouble()));
        return rates;
    }

    /** Reviews per second and core, now, with parts of the best size. */
    double measure() {
        return ask(CeilingMain.MEASURE).get("perCore").asDouble();
    }

    /** Processor time of the parts of the work, by itself. */
    StepCosts costs() {
        JsonNode answer = ask(CeilingMain.COSTS);
        return new StepCosts(
                answer.get("decode").asDouble(),
                answer.get("tokenize").asDouble(),
                answer.get("encode").asDouble());
    }

    @Override
    public void close() {
        worker.close();
    }

    private JsonNode ask(String question) {
        try {
            worker.process().getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
            worker.process().getOutputStream().flush();
            String answer = answers.readLine();
            if (answer == null) {
                worker.process().waitFor();
                worker.requireAlive();
            }
            return JSON.readTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException("the ceiling's process does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted while the ceiling was measured");
        }
    }

    private static void writeEvents(Iterable<byte[]> events, int number, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            Iterator<byte[]> source = events.iterator();
            for (int i = 0; i < number && source.hasNext(); i++) {
                out.write(source.next());
                out.write('\n');
            }
        }
    }
}
