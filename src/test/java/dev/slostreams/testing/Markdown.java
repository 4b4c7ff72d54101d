package dev.slostreams.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A page of the documentation. */
public final class Markdown {

  private final String text;

  private Markdown(String text) {
    this.text = text;
  }

  /** The page in this file. */
  public static Markdown of(Path file) {
    try {
      return new Markdown(Files.readString(file).replace("\r\n", "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Blocks of code in a language, in their order. */
  public List<String> blocks(String language) {
    return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
        .matcher(text)
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  /** What is no block of code. */
  public String prose() {
    return text.replaceAll("(?s)```.*?```", "");
  }
}
