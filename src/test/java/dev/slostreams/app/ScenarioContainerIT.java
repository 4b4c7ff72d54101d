package dev.slostreams.app;

import dev.slostreams.testing.Brokers;
import dev.slostreams.testing.Brokers.TestBroker;
import org.junit.jupiter.api.condition.EnabledIf;

/** The scenarios on a broker in a container; skipped where no Docker engine answers. */
@EnabledIf(
    value = "dev.slostreams.testing.Brokers#dockerAnswers",
    disabledReason = "no Docker engine answers")
class ScenarioContainerIT extends ScenarioContract {

  @Override
  TestBroker startBroker() {
    return Brokers.container();
  }
}
