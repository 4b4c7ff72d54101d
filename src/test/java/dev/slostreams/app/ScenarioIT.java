package dev.slostreams.app;

import dev.slostreams.testing.Brokers;
import dev.slostreams.testing.Brokers.TestBroker;

/** The scenarios on the embedded broker. */
class ScenarioIT extends ScenarioContract {

  @Override
  TestBroker startBroker() {
    return Brokers.embedded();
  }
}
