// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A way to a broker on which things go wrong when they are told to. Two threads a connection and direction. Safe for
 * use by many threads.
 */
final class FaultyProxy implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int SEGMENT = 64 * 1024;

    private final int target;
    private final ServerSocket server;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger opened = new AtomicInteger();

    private volatile long delayMillis;
    private volatile boolean stalled;
    private volatile boolean swallowing;
    private volatile boolean halfOpen;
    private volatile boolean refusing;

    private FaultyProxy(int port, int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
        daemon(this::accept);
    }

    /** Passes on what comes to a port of this machine to another one, and back. */
    static FaultyProxy start(int port, int target) {
        try {
            return new FaultyProxy(port, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on all takes so much longer, each way. */
    void delay(Duration eachWay) {
        delayMillis = eachWay.toMillis();
    }

    /** Holds everything back, new connections too, or lets it go, in order and unharmed. */
    void stall(boolean stall) {
        stalled = stall;
    }

    /**
     * Has no answer of the broker arrive, although it gets all that it is sent, or begins anew: a connection that has
     * swallowed one stays mute.
     */
    void swallow(boolean swallow) {
        swallowing = swallow;
    }

    /**
     * Has nothing pass either way and tells nobody, or begins anew: a connection that was there meanwhile stays dead.
     */
    void halfOpen(boolean open) {
        halfOpen = open;
        connections.forEach(connection -> connection.dead |= open);
    }

    /** Cuts all connections and refuses new ones, or takes them again: a broker that is gone, for who comes here. */
    void cutOff(boolean cut) {
        refusing = cut;
        if (cut) {
            reset();
        }
    }

    /** Breaks all connections, as a firewall that has lost its state, with a reset to both sides. */
    int reset() {
        int broken = connections.size();
        connections.forEach(Connection::reset);
        return broken;
    }

    /** How many connections there have been. */
    int opened() {
        return opened.get();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reset();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (refusing) {
                    abort(client);
                } else {
                    opened.incrementAndGet();
                    connections.add(new Connection(client));
                }
            } catch (IOException e) {
                // Closed, or the broker is not there: its client finds out.
                continue;
            }
        }
    }

    private static void abort(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is gone.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "faulty-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /** A piece of what is sent, and when it may arrive, in ns. */
    private record Piece(byte[] bytes, long dueAt) {}

    /** Both directions of one connection. */
    private final class Connection {
        private final Socket client;
        private final Socket broker;
        private volatile boolean dead = halfOpen;
        private volatile boolean mute;

        Connection(Socket client) throws IOException {
            this.client = client;
            try {
                this.broker = new Socket(HOST, target);
            } catch (IOException e) {
                abort(client);
                throw e;
            }
            client.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            pass(client, broker, false);
            pass(broker, client, true);
        }

        void reset() {
            connections.remove(this);
            abort(client);
            abort(broker);
        }

        private void pass(Socket from, Socket to, boolean answers) {
            LinkedBlockingQueue<Piece> underway = new LinkedBlockingQueue<>();
            daemon(() -> read(from, underway));
            daemon(() -> write(underway, to, answers));
        }

        private void read(Socket from, LinkedBlockingQueue<Piece> underway) {
            byte[] buffer = new byte[SEGMENT];
            try {
                InputStream in = from.getInputStream();
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    underway.add(new Piece(
                            Arrays.copyOf(buffer, length),
                            System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMillis)));
                }
            } catch (IOException e) {
                // As if it had ended.
            }
            underway.add(new Piece(new byte[0], System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMillis)));
        }

        private void write(LinkedBlockingQueue<Piece> underway, Socket to, boolean answers) {
            try {
                OutputStream out = to.getOutputStream();
                while (true) {
                    Piece piece = underway.take();
                    awaitPassage(piece);
                    if (dead) {
                        // The end of one side is not told to the other either.
                        continue;
                    }
                    if (piece.bytes().length == 0) {
                        reset();
                        return;
                    }
                    mute |= answers && swallowing;
                    if (!(answers && mute)) {
                        out.write(piece.bytes());
                    }
                }
            } catch (IOException e) {
                reset();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void awaitPassage(Piece piece) {
            while (stalled || System.nanoTime() < piece.dueAt()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
    }
}
