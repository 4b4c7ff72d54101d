package dev.slostreams.openslo;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Definitions as they are written, file by file, before anything is made of them.
 *
 * @param texts in the order in which they were found
 * @param unread why files could not be read; then the texts are not all there is
 */
public record DefinitionTexts(List<Text> texts, List<Problem> unread) {

  private static final int HASH_BYTES = 8;

  public DefinitionTexts {
    texts = List.copyOf(texts);
    unread = List.copyOf(unread);
  }

  /**
   * The content of one file.
   *
   * @param file the path as given or as found below the folder that was given
   */
  public record Text(String file, String text) {}

  /** Reads files, and the *.yaml and *.yml files below folders. */
  public static DefinitionTexts under(List<Path> paths) {
    Findings findings = new Findings();
    List<Text> texts = new ArrayList<>();
    for (Path file : DefinitionFiles.under(paths, findings)) {
      try {
        texts.add(new Text(file.toString(), Files.readString(file, StandardCharsets.UTF_8)));
      } catch (CharacterCodingException e) {
        findings.add(Problem.ofFile(Place.wholeFile(file.toString()), "must be text in UTF-8"));
      } catch (IOException e) {
        findings.add(
            Problem.ofFile(Place.wholeFile(file.toString()), "cannot be read (" + e + ")"));
      }
    }
    return new DefinitionTexts(texts, findings.problems());
  }

  /** These and some more. */
  public DefinitionTexts and(List<Text> more) {
    List<Text> all = new ArrayList<>(texts);
    all.addAll(more);
    return new DefinitionTexts(all, unread);
  }

  /** What the texts define. */
  public LoadResult load() {
    return SloCatalog.of(this);
  }

  /** Tells other texts apart; where the files lie and what they are called plays no part. */
  public String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      texts.stream()
          .map(Text::text)
          .sorted()
          .forEach(
              text -> {
                digest.update(text.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
              });
      return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
