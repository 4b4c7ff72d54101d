package dev.slostreams.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The tables of {@code docs/bad-input.md}: what its examples are, and what is said of them. */
public final class BadInputs {

  private static final Path PAGE = Path.of("docs/bad-input.md");
  private static final Pattern PART = Pattern.compile("`([^`]*)`(?: × ([0-9]+))?");
  private static final Pattern BYTE = Pattern.compile("\\\\x([0-9A-F]{2})|[^\\\\]+|\\\\");

  private BadInputs() {}

  /** A row of a table. */
  public record Row(List<String> cells) {

    /** The first column. */
    public String what() {
      return cells.get(0);
    }

    /** What a cell stands for; null where it says that there is nothing. */
    public byte[] bytes(int column) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      parts(column).forEach(all::writeBytes);
      return cells.get(column).equals("(nothing)") ? null : all.toByteArray();
    }

    /** The same as text. */
    public String text(int column) {
      return new String(bytes(column), StandardCharsets.UTF_8);
    }

    /** What stands in code marks in a cell, as often as it says. */
    public List<byte[]> parts(int column) {
      return PART.matcher(cells.get(column)).results().map(Row::part).toList();
    }

    /** What stands in code marks in a cell, as written; the whole cell where nothing does. */
    public List<String> codes(int column) {
      List<String> codes =
          PART.matcher(cells.get(column)).results().map(part -> part.group(1)).toList();
      return codes.isEmpty() ? List.of(cells.get(column)) : codes;
    }

    private static byte[] part(MatchResult part) {
      ByteArrayOutputStream once = new ByteArrayOutputStream();
      BYTE.matcher(part.group(1))
          .results()
          .forEach(
              piece ->
                  once.writeBytes(
                      piece.group(1) == null
                          ? piece.group().getBytes(StandardCharsets.UTF_8)
                          : new byte[] {(byte) Integer.parseInt(piece.group(1), 16)}));
      int times = part.group(2) == null ? 1 : Integer.parseInt(part.group(2));
      ByteArrayOutputStream all = new ByteArrayOutputStream(times * once.size());
      for (int i = 0; i < times; i++) {
        all.writeBytes(once.toByteArray());
      }
      return all.toByteArray();
    }
  }

  /** The definitions over which the events are read. */
  public static String definitions() {
    return Markdown.of(PAGE).blocks("yaml").get(0);
  }

  /**
   * The rows of a table.
   *
   * @param heading of the section
   * @param table from 0
   */
  public static List<Row> rows(String heading, int table) {
    List<String> section =
        page().stream()
            .dropWhile(line -> !line.equals("## " + heading))
            .skip(1)
            .takeWhile(line -> !line.startsWith("## "))
            .toList();
    List<List<String>> tables =
        Arrays.stream(String.join("\n", section).split("\n\n"))
            .filter(block -> block.strip().startsWith("|"))
            .map(block -> block.strip().lines().skip(2).toList())
            .toList();
    return tables.get(table).stream().map(BadInputs::row).toList();
  }

  /** Something of each row, by what the row is about. */
  public static Map<String, String> each(List<Row> rows, Function<Row, String> of) {
    Map<String, String> all = new LinkedHashMap<>();
    rows.forEach(row -> all.put(row.what() + " " + row.cells().get(1), of.apply(row)));
    if (rows.isEmpty() || all.size() < rows.size()) {
      throw new IllegalStateException("rows must be different, and at least one");
    }
    return all;
  }

  private static Row row(String line) {
    String[] cells = line.substring(1, line.length() - 1).split("\\|", -1);
    return new Row(Arrays.stream(cells).map(String::strip).toList());
  }

  private static List<String> page() {
    try {
      return Files.readAllLines(PAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
