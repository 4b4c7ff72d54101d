package dev.slostreams.loadtest.flink;

import dev.slostreams.loadtest.Contender;
import dev.slostreams.loadtest.Outcome;
import dev.slostreams.loadtest.Workload;
import dev.slostreams.loadtest.contenders.Definitions;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * {@link FlinkJob} on Flink's local mini cluster: one process with job manager, task manager and
 * their heap, as all contenders have.
 *
 * <p>The clock starts with the first event that is decoded and stops when the sink has got the last
 * result. So the start of the job does not count, nor does the wait for the last checkpoint, which
 * comes on its beat, up to a second later; both are in Flink's favour.
 */
public final class FlinkContender implements Contender {

  private final Task task;
  private final String decoder;
  private final int parallelism;
  private final List<String> slos;

  private FlinkContender(Task task, String decoder, int parallelism) {
    this.task = task;
    this.decoder = decoder;
    this.parallelism = parallelism;
    this.slos = Definitions.load(task).slos().stream().map(slo -> slo.id().name()).toList();
  }

  public static void main(String[] args) {
    Contender.serve(new FlinkContender(Task.of(args), args[4], Integer.parseInt(args[5])));
  }

  @Override
  public Outcome run(int run) throws Exception {
    String topic = String.format(Locale.ROOT, "flink-%s-%d-%d", decoder, parallelism, run);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", task.brokers()))) {
      admin.createTopics(List.of(new NewTopic(topic, Workload.PARTITIONS, (short) 1))).all().get();
    }
    Run.prepare();
    FlinkJob.Options options =
        new FlinkJob.Options(
            task.brokers(), task.topic(), topic, parallelism, Files.createTempDirectory("flink"));
    FlinkJob.build(options, requests(), slos).execute("slo-counts");
    String committed =
        String.format(
            Locale.ROOT, "the last transaction was committed %.1f s later", Run.secondsSince());
    return new Outcome(
        task.events(),
        Run.seconds(),
        Run.cpuSeconds(),
        Totals.read(task.brokers(), topic),
        committed);
  }

  private KafkaRecordDeserializationSchema<Contribution> requests() {
    if (decoder.equals("ours")) {
      return new EngineRequests(task);
    }
    Map<String, Integer> firstSloOfService = new HashMap<>();
    for (int service = 0; service < task.shape().services(); service++) {
      firstSloOfService.put(
          Workload.serviceName(service), slos.indexOf(Workload.sloName(service, 0)));
    }
    return new JacksonRequests(firstSloOfService);
  }
}
