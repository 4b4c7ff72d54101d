package dev.slostreams.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** YAML files of the repository as trees, anchors and merges resolved. */
public final class Yaml {

  private static final ObjectMapper TREES = new ObjectMapper();

  private Yaml() {}

  /** The one document of a file. */
  public static JsonNode read(Path file) {
    List<JsonNode> documents = readAll(file);
    if (documents.size() != 1) {
      throw new AssertionError(file + ": has " + documents.size() + " documents");
    }
    return documents.get(0);
  }

  /** The documents of a file, in their order. */
  public static List<JsonNode> readAll(Path file) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    List<JsonNode> documents = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(file)) {
      new org.yaml.snakeyaml.Yaml(new SafeConstructor(options))
          .loadAll(reader)
          .forEach(document -> documents.add(TREES.valueToTree(document)));
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
    return documents;
  }
}
