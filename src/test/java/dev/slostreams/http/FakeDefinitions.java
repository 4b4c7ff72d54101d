package dev.slostreams.http;

import dev.slostreams.control.DefinitionSet;
import dev.slostreams.slo.DefinitionsId;
import dev.slostreams.slo.Source;
import dev.slostreams.testing.Views;
import java.util.List;

/** Definitions that come in force ten seconds after the present, and files with a mistake. */
final class FakeDefinitions implements Definitions {

  @Override
  public DefinitionSet latest() {
    return new DefinitionSet(
        new DefinitionsId(Views.TICK + 10, "1f2e3d4c"),
        List.of(Source.json(HttpFixture.CART.indicator().source(), "request-events")),
        List.of(HttpFixture.CART, HttpFixture.PAYMENT));
  }

  @Override
  public List<Document> documents() {
    return List.of(new Document("SLO", "cart", "slos.yaml"));
  }

  @Override
  public List<String> problems() {
    return List.of("slos.yaml:12: SLO 'cart' spec.objectives[0].target: must be below 1");
  }
}
