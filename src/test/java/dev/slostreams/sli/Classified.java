package dev.slostreams.sli;

import dev.slostreams.slo.FieldType;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Classifies one event given as a map and writes down what came out, one line per SLO. */
public final class Classified implements Contributions {

  private final List<String> lines = new ArrayList<>();

  public static List<String> of(Map<String, Object> event, Slo... slos) {
    return of(event, Map.of(), slos);
  }

  public static List<String> of(
      Map<String, Object> event, Map<String, FieldType> declared, Slo... slos) {
    Source json = Source.json("source", "topic");
    Source source = new Source("source", "topic", json.format(), json.timestamp(), declared, false);
    Classifier classifier = Classifier.of(source, List.of(slos));
    Classified classified = new Classified();
    classifier.classify(event(event, classifier.fields()), classified);
    return classified.lines;
  }

  /** The event with the fields of these paths, taken from a map of whole paths. */
  static Event event(Map<String, Object> values, List<Classifier.Field> fields) {
    EventFields event = new EventFields();
    event.clear(fields.size());
    for (int slot = 0; slot < fields.size(); slot++) {
      String path = fields.get(slot).path();
      if (values.containsKey(path)) {
        set(event, slot, values.get(path));
      }
    }
    return event;
  }

  private static void set(EventFields event, int slot, Object value) {
    if (value == null) {
      event.setNull(slot);
    } else if (value instanceof Boolean bool) {
      event.setBool(slot, bool);
    } else if (value instanceof Integer integer) {
      event.setInteger(slot, integer);
    } else if (value instanceof Long integer) {
      event.setInteger(slot, integer);
    } else if (value instanceof Double number) {
      event.setNumber(slot, number);
    } else if (value instanceof String text) {
      event.setText(slot, text);
    } else {
      event.setOther(slot, value);
    }
  }

  @Override
  public void counted(int slo, String[] groupValues, long good, long total) {
    lines.add(slo + " " + List.of(groupValues) + " " + good + "/" + total);
  }

  @Override
  public void added(int slo, String[] groupValues, long total, long sum) {
    lines.add(slo + " " + List.of(groupValues) + " " + total + " adding " + sum);
  }

  @Override
  public void invalid(int slo, InvalidReason reason, String detail) {
    lines.add(slo + " " + reason.code() + ": " + detail);
  }
}
