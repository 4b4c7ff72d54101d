package dev.slostreams.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the web pages, read once and kept in memory, plain and compressed.
 *
 * @param tag changes with the content
 */
record WebFile(String type, byte[] plain, byte[] compressed, String tag) {

  private static final int TAG_BYTES = 12;

  /** The file that comes with the program under this name. */
  static WebFile read(String name, String type) {
    byte[] plain = Resources.read(name);
    return new WebFile(type, plain, compress(plain), tag(plain));
  }

  /** Answers with it, or with 304 where the browser has it already. */
  void send(Context context) {
    boolean gzip = accepts(context.header("Accept-Encoding"));
    String entityTag = "\"" + tag + (gzip ? "-gzip" : "") + "\"";
    context.header("ETag", entityTag);
    context.header("Vary", "Accept-Encoding");
    context.header("Cache-Control", "no-cache"); // ask each time: a new version is seen at once
    if (entityTag.equals(context.header("If-None-Match"))) {
      context.status(304);
      return;
    }
    if (gzip) {
      context.header("Content-Encoding", "gzip");
    }
    context.contentType(type).result(gzip ? compressed : plain);
  }

  private static boolean accepts(String encodings) {
    return encodings != null && encodings.contains("gzip") && !encodings.contains("gzip;q=0");
  }

  private static byte[] compress(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String tag(byte[] plain) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain);
      return HexFormat.of().formatHex(digest, 0, TAG_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("no SHA-256 (this is a bug in slo-streams)", e);
    }
  }
}
