package dev.slostreams.app;

import dev.slostreams.control.DefinitionSet;
import dev.slostreams.http.Definitions;
import java.util.List;

/** The definitions as HTTP tells them. Thread-safe. */
record HttpDefinitions(LiveControls controls, SloDocuments texts, DefinitionReload reload)
    implements Definitions {

  @Override
  public DefinitionSet latest() {
    return controls.get().latest();
  }

  @Override
  public List<Document> documents() {
    return texts.all().stream()
        .map(one -> new Document(one.kind(), one.name(), one.text().file()))
        .toList();
  }

  @Override
  public List<String> problems() {
    return reload.problems();
  }
}
