package dev.slostreams.batch;

import dev.slostreams.testing.Brokers;
import dev.slostreams.testing.Brokers.TestBroker;

/** The contract of batches on the embedded broker. */
class BatchExactlyOnceIT extends BatchExactlyOnceContract {

  @Override
  TestBroker startBroker() {
    return Brokers.embedded();
  }
}
