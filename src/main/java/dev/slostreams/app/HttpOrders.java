package dev.slostreams.app;

import dev.slostreams.control.Control;
import dev.slostreams.control.Control.Recorded;
import dev.slostreams.control.DefinitionSet;
import dev.slostreams.http.FixedDefinitionsException;
import dev.slostreams.http.Orders;
import dev.slostreams.openslo.DefinitionTexts;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Exclusion.InForce;
import dev.slostreams.slo.FreezeException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Orders over HTTP: at the control desk, as from the command line. Thread-safe. */
final class HttpOrders implements Orders {

  private final ControlTopic topic;
  private final LiveControls controls;
  private final Optional<DefinitionTexts> definitions;
  private final Duration lead;
  private final InstantSource clock;

  /**
   * Orders on this topic.
   *
   * @param definitions against which orders are checked; without any, none is taken
   * @param lead how far ahead orders come in force
   */
  HttpOrders(
      ControlTopic topic,
      LiveControls controls,
      Optional<DefinitionTexts> definitions,
      Duration lead,
      InstantSource clock) {
    this.topic = topic;
    this.controls = controls;
    this.definitions = definitions;
    this.lead = lead;
    this.clock = clock;
  }

  @Override
  public List<Listed<Exclusion>> exclusions() {
    List<Listed<Exclusion>> all = new ArrayList<>();
    DefinitionSet set = controls.get().latest();
    set.exclusions().all().forEach(one -> all.add(new Listed<>(one, Optional.empty())));
    controls
        .orderedExclusions()
        .forEach(
            (control, exclusion) ->
                all.add(
                    new Listed<>(
                        exclusion.withInForce(
                            new InForce(control.effectiveAt(), control.undoneAt())),
                        Optional.of(order(control)))));
    return all;
  }

  @Override
  public List<Listed<FreezeException>> freezeExceptions() {
    List<Listed<FreezeException>> all = new ArrayList<>();
    DefinitionSet set = controls.get().latest();
    set.exceptions().forEach(one -> all.add(new Listed<>(one, Optional.empty())));
    controls
        .orderedExceptions()
        .forEach(
            (control, exception) -> all.add(new Listed<>(exception, Optional.of(order(control)))));
    return all;
  }

  @Override
  public synchronized Order apply(String kind, String document, String by) {
    DefinitionTexts texts = body(document);
    try {
      List<Control> applied =
          new ControlDesk(topic).applyOne(kind, texts, definitions, soon(), recorded(by));
      return order(applied.get(0));
    } catch (ConfigException e) {
      throw new IllegalArgumentException(String.join("; ", e.problems()), e);
    }
  }

  /** The exclusion that a document would order now. */
  Exclusion exclusion(String document) {
    DefinitionTexts texts = body(document);
    try {
      List<Exclusion> read =
          new ControlDesk(topic).exclusions(texts, definitions, clock.instant().getEpochSecond());
      if (read.size() != 1) {
        throw new IllegalArgumentException(
            "body: must be one document of kind Exclusion, but has " + read.size());
      }
      return read.get(0);
    } catch (ConfigException e) {
      throw new IllegalArgumentException(String.join("; ", e.problems()), e);
    }
  }

  private DefinitionTexts body(String document) {
    if (definitions.isEmpty()) {
      throw new FixedDefinitionsException();
    }
    return new DefinitionTexts(List.of(new DefinitionTexts.Text("body", document)), List.of());
  }

  @Override
  public synchronized Optional<Order> undo(String kind, String name, String by) {
    ControlDesk desk = new ControlDesk(topic);
    String key = kind + "/" + name;
    if (desk.list().stream().noneMatch(control -> control.key().equals(key))) {
      return Optional.empty();
    }
    try {
      return Optional.of(order(desk.undo(key, soon(), recorded(by))));
    } catch (ConfigException e) {
      throw new IllegalArgumentException(String.join("; ", e.problems()), e);
    }
  }

  private long soon() {
    return Math.floorDiv(clock.millis() + lead.toMillis() + 999, 1_000L);
  }

  private Recorded recorded(String by) {
    return new Recorded(by, clock.millis());
  }

  private static Order order(Control control) {
    return new Order(
        control.kind(),
        control.name(),
        control.effectiveAt(),
        control.undoneAt(),
        control.recorded().by(),
        control.recorded().atMs());
  }
}
