package org.assay.functions.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.assay.functions.gateway.MediaTypes;
import org.assay.functions.gateway.ProxyResponse;

/**
 * The page at {@code GET /}: one file, made by {@code web/build.js} and packed into this function.
 * It holds no data and asks this interface with its reader's own token. Thread-safe.
 */
final class BuyersPage {
  private static final String FILE = "page/assay.html";
  private static final String POLICY = "page/csp.txt";

  /** Read at the first request: most starts of the function answer none for the page. */
  private static final class Held {
    static final byte[] PAGE = read(FILE);
    static final String CONTENT_SECURITY_POLICY =
        new String(read(POLICY), StandardCharsets.UTF_8).strip();
  }

  private BuyersPage() {}

  /**
   * The page. Its policy lets run only the script and the style that the build put into it, by
   * their digests, so that nothing in a statement can become a program.
   */
  static ProxyResponse response() {
    return ProxyResponse.of(200, MediaTypes.HTML, Held.PAGE)
        .withHeader("Content-Security-Policy", Held.CONTENT_SECURITY_POLICY)
        .withHeader("Cache-Control", "public, max-age=300")
        .withHeader("Cross-Origin-Opener-Policy", "same-origin")
        .withHeader("Cross-Origin-Resource-Policy", "same-origin")
        .withHeader("Referrer-Policy", "no-referrer")
        .withHeader("X-Content-Type-Options", "nosniff");
  }

  private static byte[] read(String name) {
    try (InputStream in = BuyersPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            name + " is not on the class path of " + BuyersPage.class.getName());
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
