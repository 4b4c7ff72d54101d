package dev.slostreams.app;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import dev.slostreams.wire.LogRecord;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/**
 * Writes a line of the log: by its pattern, or as one JSON object, and never a secret. Thread-safe.
 *
 * <p>The logging library makes it, before settings are read; so what is set holds for all of them.
 */
public final class LogEncoder extends PatternLayoutEncoder {

  /** How lines are written. */
  enum Format {
    TEXT,
    JSON
  }

  private static final Map<String, String> TRACE =
      Map.of("traceId", "trace_id", "spanId", "span_id");

  private static volatile Format format = Format.TEXT;

  /** From now on lines are written as these settings say, without their secrets. */
  public static void configure(AppConfig config) {
    Secrets.addFrom(config.kafka());
    format = config.loggingFormat();
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    String line =
        format == Format.JSON
            ? record(event).line() + System.lineSeparator()
            : getLayout().doLayout(event);
    return Secrets.hide(line).getBytes(StandardCharsets.UTF_8);
  }

  private static LogRecord record(ILoggingEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    event.getMDCPropertyMap().forEach((name, value) -> put(fields, name, value));
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        put(fields, pair.key, pair.value);
      }
    }
    return new LogRecord(
        event.getTimeStamp(),
        event.getLevel().toString(),
        event.getLoggerName(),
        event.getThreadName(),
        event.getFormattedMessage(),
        fields,
        event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy()));
  }

  private static void put(Map<String, Object> fields, String name, Object value) {
    fields.put(TRACE.getOrDefault(name, name), value);
  }
}
