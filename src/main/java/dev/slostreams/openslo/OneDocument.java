package dev.slostreams.openslo;

import java.util.ArrayList;
import java.util.List;

/**
 * One object of a file on its own.
 *
 * @param kind as written
 * @param name its {@code metadata.name}
 * @param text of the object alone, in the file's words
 */
public record OneDocument(String kind, String name, DefinitionTexts.Text text) {

  /**
   * The documents of texts that are free of problems, one by one.
   *
   * @throws IllegalArgumentException when a document holds several objects
   */
  public static List<OneDocument> of(List<DefinitionTexts.Text> texts) {
    return read(texts, true);
  }

  /** The same; objects that stand in one document each come with the text of all of them. */
  public static List<OneDocument> each(List<DefinitionTexts.Text> texts) {
    return read(texts, false);
  }

  private static List<OneDocument> read(List<DefinitionTexts.Text> texts, boolean single) {
    List<OneDocument> documents = new ArrayList<>();
    for (DefinitionTexts.Text text : texts) {
      for (String part : text.text().split("(?m)^---(?=\\s|$)")) {
        Findings findings = new Findings();
        List<OpenSloObject> objects =
            YamlFile.parse(text.file(), part, findings).stream()
                .flatMap(node -> ObjectReader.read(node, findings).stream())
                .toList();
        if (single && objects.size() > 1) {
          throw new IllegalArgumentException(
              text.file() + ": needs each object in a document of its own, divided by ---");
        }
        objects.forEach(
            object ->
                documents.add(
                    new OneDocument(
                        object.kind().symbol(),
                        object.name(),
                        new DefinitionTexts.Text(text.file(), part.strip() + "\n"))));
      }
    }
    return documents;
  }
}
