package dev.slostreams.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Makes bad input of good input: cuts it, bends it, repeats it, and puts in what is known to break
 * readers. The same seed gives the same.
 */
final class Damage {

  private static final int ONE_MEGABYTE = 1 << 20;

  /** What has broken a reader somewhere once, whatever its format. */
  private static final List<byte[]> POISON =
      Stream.of(
              "\u0000",
              "\uFEFF",
              "\u2028",
              "\u202E",
              "\uFFFF",
              "😀",
              "\\ud83d",
              "\\u0000",
              "%00",
              "%ff",
              "%",
              "../../etc/passwd",
              "0",
              "-0",
              "-1",
              "1e400",
              "1e-400",
              "1E999999999999",
              "NaN",
              "Infinity",
              "-Infinity",
              "0x7f",
              "2147483648",
              "-9223372036854775808",
              "9223372036854775807",
              "9223372036854775808",
              "18446744073709551616",
              "1000000000001",
              "0.1e1",
              "00",
              "null",
              "true",
              "\"\"",
              "''",
              "{}",
              "[]",
              "[",
              "{",
              "}",
              "]",
              "\"",
              "'",
              "\\",
              ",",
              ":",
              "\r",
              "\n",
              "\t",
              " ",
              "1970-01-01T00:00:00Z",
              "2026-02-30T25:61:61Z",
              "+292278994-08-17T07:12:55.807Z",
              "+1000000000-12-31T23:59:59.999999999Z",
              "-1000000000-01-01T00:00:00Z",
              "-292275055-05-16T16:47:04.192Z")
          .map(text -> text.getBytes(StandardCharsets.UTF_8))
          .toList();

  /** Bytes that are no UTF-8: a stray one, an overlong one, half a surrogate, a cut one. */
  private static final List<byte[]> NO_TEXT =
      List.of(
          new byte[] {(byte) 0xFF},
          new byte[] {(byte) 0xC0, (byte) 0x80},
          new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
          new byte[] {(byte) 0xF0, (byte) 0x9F, (byte) 0x98});

  private final List<byte[]> seeds;
  private final List<byte[]> tokens;
  private final SplittableRandom random;

  private Damage(List<byte[]> seeds, List<byte[]> tokens, SplittableRandom random) {
    this.seeds = seeds;
    this.tokens = tokens;
    this.random = random;
  }

  /** A damaged one of the seeds. */
  static byte[] of(List<byte[]> seeds, List<String> words, long seed) {
    List<byte[]> tokens = new ArrayList<>(POISON);
    tokens.addAll(NO_TEXT);
    words.forEach(word -> tokens.add(word.getBytes(StandardCharsets.UTF_8)));
    return new Damage(seeds, tokens, new SplittableRandom(seed)).damaged();
  }

  private byte[] damaged() {
    byte[] input = any(seeds);
    int wounds = 1 + Math.min(random.nextInt(6), random.nextInt(6));
    for (int i = 0; i < wounds; i++) {
      input = wounded(input);
    }
    return random.nextInt(5_000) == 0 ? swollen(input, 10 * ONE_MEGABYTE) : input;
  }

  private byte[] wounded(byte[] input) {
    int at = random.nextInt(input.length + 1);
    int to = Math.min(input.length, at + length());
    return switch (random.nextInt(12)) {
      case 0, 1 -> replaced(input, at, to, any(tokens));
      case 2, 3 -> replaced(input, at, at, any(tokens));
      case 4 -> replaced(input, at, to, new byte[0]);
      case 5 -> replaced(input, at, at, Arrays.copyOfRange(input, at, to));
      case 6 -> replaced(input, at, input.length, new byte[0]);
      case 7 -> crossed(input, at);
      case 8 -> replaced(input, at, at, repeated(any(tokens)));
      case 9 -> flipped(input, at);
      default -> wordReplaced(input, at);
    };
  }

  private int length() {
    return 1 + random.nextInt(1 << random.nextInt(8));
  }

  private static byte[] replaced(byte[] input, int from, int to, byte[] by) {
    byte[] output = Arrays.copyOf(input, input.length - (to - from) + by.length);
    System.arraycopy(by, 0, output, from, by.length);
    System.arraycopy(input, to, output, from + by.length, input.length - to);
    return output;
  }

  /** The beginning of this one and the end of another. */
  private byte[] crossed(byte[] input, int at) {
    byte[] other = any(seeds);
    int from = random.nextInt(other.length + 1);
    return replaced(input, at, input.length, Arrays.copyOfRange(other, from, other.length));
  }

  private byte[] flipped(byte[] input, int at) {
    byte[] output = input.clone();
    if (at < output.length) {
      output[at] ^= (byte) (1 << random.nextInt(8));
    }
    return output;
  }

  /** A whole word or number becomes another. */
  private byte[] wordReplaced(byte[] input, int at) {
    int from = at;
    int to = at;
    while (from > 0 && isWord(input[from - 1])) {
      from--;
    }
    while (to < input.length && isWord(input[to])) {
      to++;
    }
    return replaced(input, from, to, any(tokens));
  }

  private static boolean isWord(byte b) {
    return Character.isLetterOrDigit(b) || b == '.' || b == '-' || b == '+' || b == '_';
  }

  private byte[] repeated(byte[] token) {
    int times = 1 << random.nextInt(random.nextInt(8) == 0 ? 14 : 6);
    ByteArrayOutputStream all = new ByteArrayOutputStream(times * token.length);
    for (int i = 0; i < times; i++) {
      all.writeBytes(token);
    }
    return all.toByteArray();
  }

  /** One byte or token of it so often that it has this length. */
  private byte[] swollen(byte[] input, int length) {
    int at = random.nextInt(input.length + 1);
    byte[] filling = random.nextBoolean() ? any(tokens) : new byte[] {(byte) random.nextInt(128)};
    byte[] much = new byte[length];
    for (int i = 0; i < length; i++) {
      much[i] = filling[i % filling.length];
    }
    return replaced(input, at, at, much);
  }

  private byte[] any(List<byte[]> of) {
    return of.get(random.nextInt(of.size()));
  }
}
