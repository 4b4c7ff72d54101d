package dev.slostreams.app;

import dev.slostreams.control.Control;
import dev.slostreams.control.Control.Document;
import dev.slostreams.control.Control.Recorded;
import dev.slostreams.control.DefinitionSet;
import dev.slostreams.testing.Fuzz;
import dev.slostreams.testing.Hushed;
import dev.slostreams.testing.SloTexts;
import dev.slostreams.wire.ControlRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever stands on the control topic is applied, or left out with a reason; nothing stops. */
class ControlFuzzTest {

  private static final int LONGEST = 2_000;
  private static final Control FIRST =
      control(Control.DEFINITIONS, "shop@0", SloTexts.ratio("cart", "events", "status < 500"));
  private static final Control MOVE =
      control(
          "Exclusion",
          "move",
          SloTexts.exclusion("move", "cart", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z"));

  /** It says of each control why it is left out. */
  @RegisterExtension final Hushed hushed = Hushed.logger(ControlBook.class.getName());

  @Test
  void controls() {
    Fuzz.of("controls", 30)
        .memoryPerByte(4_096)
        .from(ControlRecord.value(FIRST))
        .from(ControlRecord.value(MOVE))
        .from(ControlRecord.value(MOVE.undoneFrom(2_000_000_000, new Recorded("jo", 0))))
        .words(
            "\"undoneAt\":",
            "\"effectiveAt\":",
            "\"documents\":[",
            "\"text\":",
            "shop@0",
            "shop@1767225600",
            "definitions",
            "FreezeException")
        .run(ControlFuzzTest::read);
  }

  private static void read(byte[] input) {
    Control control;
    try {
      control = ControlRecord.read(input);
    } catch (IllegalArgumentException e) {
      String reason = e.getMessage();
      if (reason == null || reason.isBlank() || reason.length() > LONGEST) {
        throw new AssertionError("no reason for people: " + reason, e);
      }
      return;
    }
    ControlBook book =
        new ControlBook(
            "shop",
            (id, catalog) ->
                new DefinitionSet(id, catalog.sources(), catalog.slos(), catalog.exclusions()));
    book.learn(List.of(FIRST));
    book.learn(List.of(control));
    if (book.controls() == null) {
      throw new AssertionError("what was known is gone");
    }
    new SloDocuments(book::latest).all();
    Control again = ControlRecord.read(ControlRecord.value(control));
    if (!again.equals(control) && isText(control)) {
      throw new AssertionError("written and read it is another: " + again);
    }
  }

  /** Half a surrogate pair has no UTF-8. */
  private static boolean isText(Control control) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(control.toString());
  }

  private static Control control(String kind, String name, String text) {
    return new Control(
        kind,
        name,
        List.of(new Document("a.yaml", text)),
        1_767_225_600,
        Control.NEVER,
        new Recorded("jo@laptop", 1_767_225_600_000L));
  }
}
