package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.control.Control;
import dev.slostreams.control.Control.Document;
import dev.slostreams.control.Control.Recorded;
import dev.slostreams.control.Controls;
import dev.slostreams.control.DefinitionSet;
import dev.slostreams.slo.Exclusion.InForce;
import dev.slostreams.slo.FreezeException;
import dev.slostreams.testing.SloTexts;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlBookTest {

  private static final String FIRST = SloTexts.ratio("cart", "events", "status < 500");
  private static final String SECOND = SloTexts.ratio("cart", "events", "status < 400");
  private static final String WITHOUT_CART = SloTexts.ratio("other", "events", "status < 500");

  private final ControlBook book = newBook();

  private static ControlBook newBook() {
    return new ControlBook(
        "shop",
        (id, catalog) ->
            new DefinitionSet(id, catalog.sources(), catalog.slos(), catalog.exclusions()));
  }

  private static Control definitions(String application, long from, String text) {
    return control(Control.DEFINITIONS, application + "@" + from, from, text);
  }

  private static Control control(String kind, String name, long from, String text) {
    return new Control(
        kind,
        name,
        List.of(new Document("a.yaml", text)),
        from,
        Control.NEVER,
        new Recorded("jo@laptop", 0));
  }

  private static Control exclusion(long from) {
    return control(
        "Exclusion",
        "move",
        from,
        SloTexts.exclusion("move", "cart", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z"));
  }

  private static List<Long> froms(Controls controls) {
    return controls.sets().stream().map(DefinitionSet::from).toList();
  }

  @Test
  void nothingIsKnownBeforeDefinitionsWereRead() {
    book.learn(List.of(exclusion(5)));

    assertThat(book.controls()).isNull();
    assertThat(book.latest()).isEmpty();
  }

  @Test
  void setsFollowEachOther() {
    book.learn(List.of(definitions("shop", 0, FIRST), definitions("shop", 100, SECOND)));

    assertThat(froms(book.controls())).containsExactly(0L, 100L);
  }

  @Test
  void definitionsOfAnotherApplicationAreNotOurs() {
    book.learn(List.of(definitions("shop", 0, FIRST), definitions("shop-2", 100, SECOND)));

    assertThat(froms(book.controls())).containsExactly(0L);
  }

  @Test
  void whatIsPublishedLaterCountsLaterWhateverItsClockSays() {
    book.learn(
        List.of(
            definitions("shop", 0, FIRST),
            definitions("shop", 100, SECOND),
            definitions("shop", 90, FIRST)));

    assertThat(froms(book.controls())).containsExactly(0L, 100L, 101L);
  }

  @Test
  void sameTextsPublishedByTwoInstancesAreOneSet() {
    book.learn(
        List.of(
            definitions("shop", 0, FIRST),
            definitions("shop", 100, SECOND),
            definitions("shop", 101, SECOND)));

    assertThat(froms(book.controls())).containsExactly(0L, 100L);
  }

  @Test
  void definitionsWithAProblemAreLeftOut() {
    book.learn(List.of(definitions("shop", 0, FIRST), definitions("shop", 100, "kind: SLO\n")));

    assertThat(froms(book.controls())).containsExactly(0L);
  }

  @Test
  void readingInPiecesGivesTheSame() {
    List<Control> all =
        List.of(definitions("shop", 0, FIRST), exclusion(50), definitions("shop", 100, SECOND));
    ControlBook other = newBook();

    book.learn(all);
    all.forEach(control -> other.learn(List.of(control)));

    assertThat(other.controls()).isEqualTo(book.controls());
  }

  @Test
  void exclusionIsInForceFromItsOrderUntilItIsUndone() {
    Control ordered = exclusion(50);
    book.learn(List.of(definitions("shop", 0, FIRST), ordered));
    InForce standing = book.controls().exclusions().all().get(0).inForce();
    book.learn(List.of(ordered.undoneFrom(80, new Recorded("jo@laptop", 1))));

    assertThat(standing).isEqualTo(new InForce(50, Long.MAX_VALUE));
    assertThat(book.controls().exclusions().all().get(0).inForce()).isEqualTo(new InForce(50, 80));
  }

  @Test
  void exclusionStaysWhenItsSloIsGoneAlsoForWhoReadsItOnlyThen() {
    List<Control> all =
        List.of(
            definitions("shop", 0, FIRST), exclusion(50), definitions("shop", 100, WITHOUT_CART));

    book.learn(all);

    assertThat(book.controls().exclusions().all())
        .extracting(exclusion -> exclusion.name())
        .containsExactly("move");
  }

  @Test
  void freezeExceptionIsInForceWithinItsOrder() {
    String text =
        """
        apiVersion: slo-streams.dev/v1
        kind: FreezeException
        metadata:
          name: hotfix
        spec:
          slos: [cart]
          from: 2026-01-01T00:00:00Z
          until: 2026-01-02T00:00:00Z
          approvedBy: jo
          reason: the fix must go out
        """;
    long start = 1_767_225_600; // 2026-01-01T00:00:00Z
    Control ordered = control("FreezeException", "hotfix", start + 60, text);
    book.learn(List.of(definitions("shop", 0, FIRST), ordered));
    FreezeException standing = book.controls().exceptions().get(0);
    book.learn(List.of(ordered.undoneFrom(start + 3_600, new Recorded("jo@laptop", 1))));
    FreezeException undone = book.controls().exceptions().get(0);

    assertThat(standing.from()).isEqualTo(start + 60);
    assertThat(standing.until()).isEqualTo(start + 86_400);
    assertThat(undone.until()).isEqualTo(start + 3_600);
    assertThat(book.controls().exceptionsOf(book.controls().latest())).containsExactly(undone);
  }
}
