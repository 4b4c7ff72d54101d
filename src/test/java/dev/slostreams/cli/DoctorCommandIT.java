package dev.slostreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.testing.Brokers;
import dev.slostreams.testing.Brokers.TestBroker;
import dev.slostreams.testing.SecuredBroker;
import dev.slostreams.testing.SloTexts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on a real broker: what it says, and that all is well once it is done. */
class DoctorCommandIT {

  private static final Pattern ALTER =
      Pattern.compile("--entity-name (\\S+) --add-config ([^=]+)=(\\S+)");

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void define() throws Exception {
    Files.writeString(
        folder.resolve("slos.yaml"), SloTexts.ratio("cart", "request-events", "status < 500"));
  }

  @Test
  void whatItSaysIsDoneAndThenNothingIsWrong() throws Exception {
    try (TestBroker broker = Brokers.embedded();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      make(admin, "request-events", "compact");
      make(admin, "slo-budgets", "delete");

      int before = doctor(List.of(), "bootstrap.servers=" + broker.bootstrapServers());

      assertThat(before).as(err.toString()).isEqualTo(1);
      assertThat(said())
          .startsWith("cluster ")
          .contains("topic 'slo-budgets': cleanup.policy must be compact, but is delete")
          .endsWith("2 wrong, 0 warnings");
      Matcher command = ALTER.matcher(said());
      while (command.find()) {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, command.group(1));
        ConfigEntry entry = new ConfigEntry(command.group(2), command.group(3));
        admin
            .incrementalAlterConfigs(
                Map.of(topic, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
            .all()
            .get();
      }
      int after = doctor(List.of(), "bootstrap.servers=" + broker.bootstrapServers());

      assertThat(after).as(said()).isZero();
      assertThat(said()).endsWith("0 wrong, 0 warnings");
    }
  }

  @Test
  void rightsThatAreMissingAreNamed() throws Exception {
    try (SecuredBroker broker =
            SecuredBroker.withPasswords(folder, "of-slo-streams", "of-the-store");
        Admin admin = Admin.create(broker.admin())) {
      make(admin, "request-events", "delete");
      make(admin, "slo-alerts", "delete");
      broker.allow(
          List.of(
              "allow --operation Read --operation Describe --topic slo-alerts",
              "allow --operation Describe --group slo-streams"));
      List<String> settings = new ArrayList<>();
      Map<String, Object> client = new HashMap<>(broker.admin());
      client.remove("bootstrap.servers"); // has a key of its own
      client.forEach((key, value) -> settings.add("kafka." + key + "=" + value));
      settings.add("bootstrap.servers=" + broker.bootstrapServers());
      settings.add(
          "kafka.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required"
              + " username=\"slo-streams\" password=\"of-slo-streams\";");

      int code = doctor(settings);

      assertThat(code).as(err.toString()).isEqualTo(1);
      assertThat(said())
          .contains(
              "topic 'request-events': must be allowed to be described, but is not",
              "--allow-principal $PRINCIPAL --operation Describe --topic request-events",
              "topic 'slo-alerts': Write must be allowed, but is not",
              "--operation Write --topic slo-alerts")
          .doesNotContain("Read must be allowed", "of-slo-streams");
    }
  }

  @Test
  void withoutABrokerItCannotSay() {
    int code =
        doctor(
            List.of(),
            "bootstrap.servers=127.0.0.1:9",
            "kafka.default.api.timeout.ms=2000",
            "kafka.request.timeout.ms=1000");

    assertThat(code).isEqualTo(3);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("127.0.0.1:9");
  }

  private static void make(Admin admin, String topic, String cleanup) throws Exception {
    admin
        .createTopics(
            List.of(
                new NewTopic(topic, 2, (short) 1)
                    .configs(Map.of("cleanup.policy", cleanup, "retention.ms", "-1"))))
        .all()
        .get();
  }

  private int doctor(List<String> lines, String... overrides) {
    out.getBuffer().setLength(0);
    List<String> arguments = new ArrayList<>(List.of("doctor", "--config"));
    try {
      List<String> settings = new ArrayList<>(lines);
      settings.add("slos=" + folder.resolve("slos.yaml"));
      arguments.add(Files.write(folder.resolve("run.properties"), settings).toString());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    for (String override : overrides) {
      arguments.addAll(List.of("--set", override));
    }
    return Main.execute(
        new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
  }

  private String said() {
    return out.toString().strip();
  }
}
