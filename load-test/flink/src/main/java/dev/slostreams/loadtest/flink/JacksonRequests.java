package dev.slostreams.loadtest.flink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.RecyclerPool;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads a request event with Jackson's streaming parser, and decides in plain Java what the five
 * SLOs of its service count: what one writes in Flink when databind is too slow. The parser stops
 * looking once it has the five fields, and the date is worked out once a day of event time.
 */
final class JacksonRequests implements KafkaRecordDeserializationSchema<Contribution> {

  private static final long serialVersionUID = 1;
  private static final int FIELDS = 5;
  private static final int DATE = 10; // 2026-01-01

  private final Map<String, Integer> firstSloOfService;
  private transient JsonFactory json;
  private transient Contribution event;
  private transient boolean started;
  private transient char[] date;
  private transient long dateMs;

  JacksonRequests(Map<String, Integer> firstSloOfService) {
    this.firstSloOfService = Map.copyOf(firstSloOfService);
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    json = JsonFactory.builder().recyclerPool(new OneThread()).build();
    event = new Contribution();
    date = new char[DATE];
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Contribution> out)
      throws IOException {
    if (!started) {
      started = true;
      Run.eventRead();
    }
    String service = "";
    String region = "";
    int status = 0;
    double durationMs = 0;
    long atMs = 0;
    try (JsonParser parser = json.createParser(record.value())) {
      parser.nextToken();
      String name = parser.nextFieldName();
      for (int found = 0; found < FIELDS && name != null; name = parser.nextFieldName()) {
        JsonToken token = parser.nextToken();
        switch (name) {
          case "timestamp" -> atMs = millis(parser);
          case "service" -> service = parser.getText();
          case "status" -> status = parser.getIntValue();
          case "duration_ms" -> durationMs = parser.getDoubleValue();
          case "region" -> region = parser.getText();
          default -> found--;
        }
        if (token.isStructStart()) {
          parser.skipChildren();
        }
        found++;
      }
    }
    event.start(atMs);
    Integer slo = firstSloOfService.get(service);
    if (slo != null) {
      event.add(slo, status < 500);
      event.add(slo + 1, durationMs <= 200);
      event.add(slo + 2, durationMs <= 300 && status < 500);
      event.add(slo + 3, status < 400);
      event.add(slo + 4, region.equals("eu-1") && status != 503);
    }
    out.collect(event);
  }

  /** The instant of {@code 2026-01-01T00:00:00.000Z}; this form only. */
  private long millis(JsonParser parser) throws IOException {
    char[] text = parser.getTextCharacters();
    int from = parser.getTextOffset();
    if (parser.getTextLength() != 24 || text[from + 23] != 'Z') {
      throw new IOException("timestamp: must be as 2026-01-01T00:00:00.000Z");
    }
    for (int i = 0; i < DATE; i++) {
      if (text[from + i] != date[i]) {
        System.arraycopy(text, from, date, 0, DATE);
        dateMs = LocalDate.parse(new String(date)).toEpochDay() * 86_400_000L;
      }
    }
    int seconds = (two(text, from + 11) * 60 + two(text, from + 14)) * 60 + two(text, from + 17);
    return dateMs + seconds * 1_000L + (text[from + 20] - '0') * 100 + two(text, from + 21);
  }

  private static int two(char[] text, int at) {
    return (text[at] - '0') * 10 + text[at + 1] - '0';
  }

  @Override
  public TypeInformation<Contribution> getProducedType() {
    return TypeExtractor.getForClass(Contribution.class);
  }

  /** The parser's buffers without the look-up by thread: a decoder belongs to one. */
  private static final class OneThread extends RecyclerPool.ThreadLocalPoolBase<BufferRecycler> {

    private static final long serialVersionUID = 1;

    private final transient BufferRecycler buffers = new BufferRecycler();

    @Override
    public BufferRecycler acquirePooled() {
      return buffers;
    }
  }
}
