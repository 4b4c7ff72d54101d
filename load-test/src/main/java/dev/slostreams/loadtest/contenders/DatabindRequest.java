package dev.slostreams.loadtest.contenders;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

/** What most would write to read an event: the fields as a record, the rest ignored. */
public record DatabindRequest(
    String timestamp,
    String service,
    int status,
    @JsonProperty("duration_ms") double duration,
    String region) {

  /** Reads one from JSON. */
  public static ObjectReader reader() {
    return new ObjectMapper()
        .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
        .readerFor(DatabindRequest.class);
  }
}
