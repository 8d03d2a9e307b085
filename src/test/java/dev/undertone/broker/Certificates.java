// SPDX-License-Identifier: Apache-2.0
package dev.undertone.broker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Keys with certificates that nobody but their owner has signed. */
public final class Certificates {
    private static final String ALIAS = "own";

    private Certificates() {}

    /**
     * Makes a key with a certificate.
     *
     * @param keys the file for both, in PKCS12
     * @param host the address that the certificate is for
     * @param certificate the file for that alone, in PEM
     */
    public static void make(Path keys, String password, String host, Path certificate)
            throws IOException, InterruptedException {
        List<String> store =
                List.of("-keystore", keys.toString(), "-storetype", "PKCS12", "-storepass", password, "-alias", ALIAS);
        keytool(store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=test", "-ext", "san=ip:" + host);
        keytool(store, "-exportcert", "-rfc", "-file", certificate.toString());
    }

    /** Puts a certificate into a file in PKCS12 of those that are trusted. */
    public static Path trust(Path certificate, Path trusted, String password) throws IOException, InterruptedException {
        keytool(
                List.of("-keystore", trusted.toString(), "-storetype", "PKCS12", "-storepass", password),
                "-importcert",
                "-noprompt",
                "-alias",
                ALIAS,
                "-file",
                certificate.toString());
        return trusted;
    }

    /** What a server works with that has these keys and trusts the same. */
    public static SSLContext server(Path keys, String password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(new File(keys.toString()), password.toCharArray());
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(store, password.toCharArray());
        KeyStore others = KeyStore.getInstance("PKCS12");
        others.load(null, null);
        others.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(others);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static void keytool(List<String> store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(store);
        Path output = Files.createTempFile("keytool-", "");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("keytool failed: " + Files.readString(output));
        }
        Files.delete(output);
    }
}
