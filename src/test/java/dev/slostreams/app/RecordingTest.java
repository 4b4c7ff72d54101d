package dev.slostreams.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {

  private static final int BUFFER = 1 << 16;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one\ntwo\nthree\n",
        "one\ntwo\nthree", // no newline at the end
        "one\r\ntwo\r\nthree\r\n",
        "one\r\ntwo\r\nthree\r",
        "\n\none\n\r\n\ntwo\n\r\nthree\n\n\n" // empty lines
      })
  void linesComeWithoutTheirEnds(String text) throws IOException {
    assertThat(lines(text.getBytes(UTF_8))).containsExactly("one", "two", "three");
    assertThat(lines(gzip(text.getBytes(UTF_8)))).containsExactly("one", "two", "three");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n\r\n"})
  void fileWithoutTextHasNoLines(String text) throws IOException {
    assertThat(lines(text.getBytes(UTF_8))).isEmpty();
    assertThat(lines(gzip(text.getBytes(UTF_8)))).isEmpty();
  }

  @Test
  void fileOfOneByteIsALine() throws IOException {
    assertThat(lines("x".getBytes(UTF_8))).containsExactly("x");
  }

  @Test
  void carriageReturnWithinALineStays() throws IOException {
    assertThat(lines("a\rb\r\r\n".getBytes(UTF_8))).containsExactly("a\rb\r");
  }

  @ParameterizedTest
  @ValueSource(ints = {BUFFER - 2, BUFFER - 1, BUFFER, BUFFER + 1, 5 * BUFFER + 3})
  void lineAsLongAsTheBufferOrLongerIsWhole(int length) throws IOException {
    String text = "x".repeat(length);
    byte[] bytes = ("a\n" + text + "\r\n" + text + "\nb").getBytes(UTF_8);

    assertThat(lines(bytes)).containsExactly("a", text, text, "b");
    assertThat(lines(gzip(bytes))).containsExactly("a", text, text, "b");
  }

  @Test
  void gzipFilesAppendedToEachOtherAreOneRecording() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(gzip("one\ntw".getBytes(UTF_8)));
    both.writeBytes(gzip("o\nthree\n".getBytes(UTF_8)));

    assertThat(lines(both.toByteArray())).containsExactly("one", "two", "three");
  }

  @Test
  void truncatedGzipIsToldNotTakenForTheEnd() throws IOException {
    byte[] whole = gzip("one\ntwo\nthree\n".getBytes(UTF_8));
    byte[] truncated = Arrays.copyOf(whole, whole.length - 9); // the trailer and one byte

    assertThatThrownBy(() -> lines(truncated)).isInstanceOf(EOFException.class);
  }

  @Test
  void readBytesAreThoseOfTheFile() throws IOException {
    byte[] packed = gzip("one\n".repeat(1_000).getBytes(UTF_8));
    Path file = Files.write(folder.resolve("events.gz"), packed);

    try (Recording recording = Recording.open(file.toString())) {
      while (recording.nextLine() != null) {
        assertThat(recording.readBytes()).isBetween(1L, (long) packed.length);
      }

      assertThat(recording.name()).isEqualTo(file.toString());
      assertThat(recording.sizeBytes()).isEqualTo(packed.length);
      assertThat(recording.readBytes()).isEqualTo(packed.length);
    }
  }

  @Test
  void endStaysTheEnd() throws IOException {
    Path file = Files.writeString(folder.resolve("events"), "one");

    try (Recording recording = Recording.open(file.toString())) {
      recording.nextLine();

      assertThat(recording.nextLine()).isNull();
      assertThat(recording.nextLine()).isNull();
    }
  }

  @Test
  void missingFileIsTold() {
    assertThatThrownBy(() -> Recording.open(folder.resolve("none").toString()))
        .isInstanceOf(NoSuchFileException.class);
  }

  private List<String> lines(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("events"), content);
    List<String> lines = new ArrayList<>();
    try (Recording recording = Recording.open(file.toString())) {
      byte[] line = recording.nextLine();
      while (line != null) {
        lines.add(new String(line, UTF_8));
        line = recording.nextLine();
      }
    }
    return lines;
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }
}
