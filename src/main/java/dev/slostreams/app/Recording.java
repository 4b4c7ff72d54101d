package dev.slostreams.app;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Recorded events, one per line, from a plain or gzip file or from standard input.
 *
 * <p>Not thread-safe.
 */
public final class Recording implements Closeable {

  /** Stands for standard input where a file is named. */
  public static final String STANDARD_INPUT = "-";

  private static final int BUFFER_BYTES = 1 << 16; // 64 KiB

  private final String name;
  private final long sizeBytes;
  private final CountingStream counted;
  private final InputStream in;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int from;
  private int to;
  private boolean ended;
  private long lineNumber;

  private Recording(String name, long sizeBytes, InputStream raw) throws IOException {
    this.name = name;
    this.sizeBytes = sizeBytes;
    this.counted = new CountingStream(raw);
    this.in = unpacked(counted);
  }

  /** Opens a file, or standard input for {@code -}. */
  public static Recording open(String file) throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return new Recording("standard input", 0, System.in);
    }
    Path path = Path.of(file);
    return new Recording(file, Files.size(path), Files.newInputStream(path));
  }

  /** The file's name as given. */
  public String name() {
    return name;
  }

  /** Bytes of the file, 0 where unknown. */
  public long sizeBytes() {
    return sizeBytes;
  }

  /** Bytes of the file read so far. */
  public long readBytes() {
    return counted.count;
  }

  /** Number of the line read last, from 1. */
  public long lineNumber() {
    return lineNumber;
  }

  /** The next line that is not empty, without its end; null at the end. */
  public byte[] nextLine() throws IOException {
    while (true) {
      int end = lineEnd();
      if (end < 0) {
        return null;
      }
      int textEnd = end > from && buffer[end - 1] == '\r' ? end - 1 : end;
      byte[] line = Arrays.copyOfRange(buffer, from, textEnd);
      from = Math.min(end + 1, to);
      lineNumber++;
      if (line.length > 0) {
        return line;
      }
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Where the line that begins at from ends, or −1 when there is none. */
  private int lineEnd() throws IOException {
    int at = from;
    while (true) {
      while (at < to) {
        if (buffer[at] == '\n') {
          return at;
        }
        at++;
      }
      if (ended) {
        return from < to ? to : -1;
      }
      at -= from;
      fill();
      at += from;
    }
  }

  private void fill() throws IOException {
    System.arraycopy(buffer, from, buffer, 0, to - from);
    to -= from;
    from = 0;
    if (to == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = in.read(buffer, to, buffer.length - to);
    if (read < 0) {
      ended = true;
    } else {
      to += read;
    }
  }

  private static InputStream unpacked(InputStream raw) throws IOException {
    PushbackInputStream in = new PushbackInputStream(new BufferedInputStream(raw, BUFFER_BYTES), 2);
    byte[] magic = in.readNBytes(2);
    in.unread(magic);
    boolean gzip = magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
    return gzip ? new GZIPInputStream(in, BUFFER_BYTES) : in;
  }

  /** Counts what is read. */
  private static final class CountingStream extends java.io.FilterInputStream {
    private long count;

    CountingStream(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count += next < 0 ? 0 : 1;
      return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
