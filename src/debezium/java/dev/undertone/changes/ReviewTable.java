// SPDX-License-Identifier: Apache-2.0
package dev.undertone.changes;

import dev.undertone.testing.Records;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A table of reviews that is changed at random, each change a transaction of its own: rows come, get another text,
 * other stars or another key, are written anew as they are, and go. One text in twenty is so long that PostgreSQL keeps
 * it outside the row. Confined to one thread at a time.
 */
final class ReviewTable implements AutoCloseable {
    static final String NAME = "reviews";

    private final Connection connection;
    private final Random random;
    private final List<Integer> ids = new ArrayList<>();
    private int nextId = 1;

    /** A row as it is. */
    record Row(String text, int stars) {
        /** What the model of the tests says of it. */
        String label() {
            return text.startsWith("good") ? "positive" : "negative";
        }
    }

    private ReviewTable(Connection connection, long seed) {
        this.connection = connection;
        this.random = new Random(seed);
    }

    /**
     * Makes an empty one.
     *
     * @param identity what changes tell of the row before: {@code FULL}, or {@code DEFAULT} for its key alone
     */
    static ReviewTable create(PostgresProcess postgres, String identity, long seed) throws SQLException {
        Connection connection = postgres.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + NAME);
            statement.execute("CREATE TABLE " + NAME + " (id int PRIMARY KEY, text text NOT NULL, stars int NOT NULL)");
            statement.execute("ALTER TABLE " + NAME + " REPLICA IDENTITY " + identity);
        }
        return new ReviewTable(connection, seed);
    }

    /** One that PostgreSQL keeps outside its row. */
    static String longText(String start) {
        return start + " film " + Records.text(Records.noise(start.length(), 4_000));
    }

    /** Makes one change. */
    void change() throws SQLException {
        int dice = random.nextInt(100);
        if (ids.isEmpty() || dice < 40) {
            insert();
        } else if (dice < 60) {
            update("UPDATE reviews SET text = ? WHERE id = ?", text(), any());
        } else if (dice < 70) {
            update("UPDATE reviews SET stars = ? WHERE id = ?", stars(), any());
        } else if (dice < 75) {
            update("UPDATE reviews SET text = text WHERE id = ?", any());
        } else if (dice < 78) {
            move(any());
        } else {
            update("DELETE FROM reviews WHERE id = ?", takeAny());
        }
    }

    /** Adds a row. */
    void insert() throws SQLException {
        insert(text());
    }

    /** Adds a row with this text, and returns its id. */
    int insert(String text) throws SQLException {
        ids.add(nextId);
        update("INSERT INTO reviews (id, text, stars) VALUES (?, ?, ?)", nextId, text, stars());
        return nextId++;
    }

    /** Gives a row another id, and returns that. */
    int move(int id) throws SQLException {
        ids.remove((Integer) id);
        ids.add(nextId);
        update("UPDATE reviews SET id = ? WHERE id = ?", nextId, id);
        return nextId++;
    }

    /** Gives all rows other stars. */
    void changeAllStars() throws SQLException {
        update("UPDATE reviews SET stars = stars % 5 + 1");
    }

    /** All rows, by their ids. */
    Map<Integer, Row> rows() throws SQLException {
        Map<Integer, Row> found = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, text, stars FROM " + NAME)) {
            while (rows.next()) {
                found.put(rows.getInt(1), new Row(rows.getString(2), rows.getInt(3)));
            }
        }
        return found;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private int any() {
        return ids.get(random.nextInt(ids.size()));
    }

    private int takeAny() {
        int index = random.nextInt(ids.size());
        int id = ids.set(index, ids.get(ids.size() - 1));
        ids.remove(ids.size() - 1);
        return id;
    }

    private int stars() {
        return 1 + random.nextInt(5);
    }

    private String text() {
        String start = random.nextBoolean() ? "good" : "bad";
        return random.nextInt(20) == 0 ? longText(start) : start + " film – number " + random.nextInt(1_000_000);
    }
}
