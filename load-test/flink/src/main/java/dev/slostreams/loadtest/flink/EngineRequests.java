package dev.slostreams.loadtest.flink;

import dev.slostreams.loadtest.Contender.Task;
import dev.slostreams.loadtest.contenders.Definitions;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.sli.Classifier;
import dev.slostreams.sli.Contributions;
import dev.slostreams.sli.Event;
import dev.slostreams.sli.InvalidReason;
import dev.slostreams.slo.Source;
import dev.slostreams.wire.EventDecoder;
import dev.slostreams.wire.EventSink;
import dev.slostreams.wire.MalformedReason;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads a request event with the decoder and the classifier of slo-streams: then Flink and
 * slo-streams differ in how they move, count and commit only, not in how they parse.
 */
final class EngineRequests implements KafkaRecordDeserializationSchema<Contribution> {

  private static final long serialVersionUID = 1;

  private final String[] task;
  private transient EventDecoder decoder;
  private transient Classify classify;
  private transient boolean started;

  EngineRequests(Task task) {
    this.task = task.toArguments(); // Flink serializes this object, and a Task is not serializable
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    SloCatalog catalog = Definitions.load(Task.of(task));
    Source source = catalog.sources().get(0);
    Classifier classifier = Classifier.of(source, catalog.slos());
    decoder = EventDecoder.of(source, classifier.fields());
    classify = new Classify(classifier);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Contribution> out) {
    if (!started) {
      started = true;
      Run.eventRead();
    }
    classify.out = out;
    decoder.decode(record.value(), record.timestamp(), classify);
  }

  @Override
  public TypeInformation<Contribution> getProducedType() {
    return TypeExtractor.getForClass(Contribution.class);
  }

  private static final class Classify implements EventSink, Contributions {

    private final Classifier classifier;
    private final Contribution contribution = new Contribution();
    private Collector<Contribution> out;

    Classify(Classifier classifier) {
      this.classifier = classifier;
    }

    @Override
    public void event(Event event) {
      contribution.start(event.timestampMs());
      classifier.classify(event, this);
      out.collect(contribution);
    }

    @Override
    public void malformed(MalformedReason reason, String detail) {
      throw new IllegalStateException(detail);
    }

    @Override
    public void counted(int slo, String[] groupValues, long good, long total) {
      contribution.add(slo, good == total);
    }

    @Override
    public void added(int slo, String[] groupValues, long total, long sum) {
      throw new IllegalStateException("SLO " + slo + " adds values, which this job does not know");
    }

    @Override
    public void invalid(int slo, InvalidReason reason, String detail) {
      throw new IllegalStateException(detail);
    }
  }
}
