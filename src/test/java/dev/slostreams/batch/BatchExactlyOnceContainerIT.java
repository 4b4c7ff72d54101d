package dev.slostreams.batch;

import dev.slostreams.testing.Brokers;
import dev.slostreams.testing.Brokers.TestBroker;

/** The contract of batches on a broker in a container; skipped without a Docker engine. */
class BatchExactlyOnceContainerIT extends BatchExactlyOnceContract {

  @Override
  TestBroker startBroker() {
    return Brokers.container();
  }
}
