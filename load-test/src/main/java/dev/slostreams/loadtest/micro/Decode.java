package dev.slostreams.loadtest.micro;

import com.fasterxml.jackson.databind.ObjectReader;
import dev.slostreams.loadtest.contenders.DatabindRequest;
import dev.slostreams.sli.Event;
import dev.slostreams.wire.EventDecoder;
import dev.slostreams.wire.EventSink;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From the bytes of an event to the fields that some SLO names; beside Jackson databind. */
@State(Scope.Thread)
public class Decode {

  private final Requests requests = new Requests();
  private final List<byte[]> json = requests.json();
  private final EventDecoder decoder = requests.decoder(requests.classifier());
  private final ObjectReader databind = DatabindRequest.reader();
  private final EventSink sink = Requests.each(this::seen);
  private long sum;

  private void seen(Event event) {
    sum += event.timestampMs();
  }

  @Benchmark
  @OperationsPerInvocation(Requests.COUNT)
  public long ours() {
    sum = 0;
    for (byte[] event : json) {
      decoder.decode(event, 0, sink);
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(Requests.COUNT)
  public long plain() throws IOException {
    sum = 0;
    for (byte[] event : json) {
      DatabindRequest request = databind.readValue(event);
      sum += Instant.parse(request.timestamp()).toEpochMilli();
    }
    return sum;
  }
}
