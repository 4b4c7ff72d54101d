package dev.slostreams.app;

import dev.slostreams.control.Control;
import dev.slostreams.openslo.OneDocument;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The definitions that were published last, document by document. Thread-safe. */
final class SloDocuments {

  private final Supplier<Optional<Control>> latest;
  private volatile Read read = new Read(Optional.empty(), List.of());

  /** What a control holds. */
  private record Read(Optional<Control> control, List<OneDocument> documents) {}

  /** Those of this control, which may be replaced. */
  SloDocuments(Supplier<Optional<Control>> latest) {
    this.latest = latest;
  }

  /** Every document; none where the definitions are not on the control topic. */
  List<OneDocument> all() {
    Optional<Control> control = latest.get();
    Read known = read;
    if (!control.equals(known.control())) {
      known =
          new Read(
              control,
              control
                  .map(one -> OneDocument.each(ControlBook.texts(one).texts()))
                  .orElse(List.of()));
      read = known;
    }
    return known.documents();
  }

  /** The text of the SLO of this name. */
  Optional<String> slo(String name) {
    return all().stream()
        .filter(document -> document.kind().equals("SLO") && document.name().equals(name))
        .map(document -> document.text().text())
        .findFirst();
  }
}
