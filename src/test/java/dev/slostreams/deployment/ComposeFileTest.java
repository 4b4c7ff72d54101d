package dev.slostreams.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.app.AppConfig;
import dev.slostreams.http.HttpSettings;
import dev.slostreams.http.Scope;
import dev.slostreams.http.Tokens;
import dev.slostreams.testing.Tools;
import dev.slostreams.testing.Yaml;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docker-compose.yml}, held to itself, to the files that it names, and to the program. */
class ComposeFileTest {

  private static final JsonNode FILE = Yaml.read(Path.of("docker-compose.yml"));
  private static final JsonNode SERVICES = FILE.get("services");

  @ParameterizedTest
  @MethodSource("services")
  void whatAServiceNamesIsThere(String name) {
    JsonNode service = SERVICES.get(name);
    List<String> sources =
        texts(service.path("volumes")).map(volume -> volume.split(":")[0]).toList();

    List<String> folders = sources.stream().filter(source -> source.startsWith(".")).toList();
    List<String> volumes = sources.stream().filter(source -> !source.startsWith(".")).toList();

    assertThat(names(service.path("depends_on"))).isSubsetOf(names(SERVICES));
    assertThat(volumes).isSubsetOf(names(FILE.get("volumes")));
    assertThat(folders).allSatisfy(folder -> assertThat(Path.of(folder)).isDirectory());
  }

  @ParameterizedTest
  @MethodSource("services")
  void portsAreOpenOnThisMachineOnly(String name) {
    assertThat(texts(SERVICES.get(name).path("ports")))
        .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"instance-1", "instance-2"})
  void instanceIsReachedByTheOtherAndFromOutside(String name) {
    AppConfig config = config(name);
    Tokens tokens =
        Tokens.of(
            Map.of(
                Scope.READ, "a token for reading",
                Scope.ADMIN, "a token for changing",
                Scope.PEER, "a token for peers"));

    HttpSettings http =
        new HttpSettings(
            config.httpBind(),
            config.httpPort(),
            config.httpHosts(),
            config.httpPlaintext(),
            tokens);

    assertThat(http.bind()).isEqualTo("0.0.0.0");
    assertThat(http.hosts()).contains("instance-1", "instance-2");
    assertThat(config.httpAdvertised(8080)).isEqualTo(name + ":8080");
    assertThat(config.slos()).allSatisfy(slos -> assertThat(slos).exists());
    assertThat(config.bootstrapServers()).isEqualTo("kafka:9092");
    assertThat(texts(SERVICES.get(name).get("volumes")).map(volume -> volume.split(":")[1]))
        .contains(config.stateDir().toString());
  }

  /** A token is where it is made, and where those look who need it. */
  @Test
  void tokensAreWhereTheyAreLookedFor() throws IOException {
    String made =
        texts(SERVICES.at("/tokens/entrypoint")).reduce((one, next) -> next).orElseThrow();
    List<String> looked =
        Files.readAllLines(Path.of("config/compose/slo-streams.properties")).stream()
            .filter(line -> line.contains(".token.file="))
            .map(line -> line.split("=", 2)[1])
            .toList();

    assertThat(looked)
        .containsExactly(made + "/read-token", made + "/admin-token", made + "/peer-token");
    assertThat(prometheus().at("/scrape_configs/0/authorization/credentials_file").textValue())
        .isEqualTo(made + "/read-token");
    for (String name : List.of("tokens", "instance-1", "instance-2", "prometheus")) {
      assertThat(texts(SERVICES.get(name).get("volumes")))
          .anySatisfy(volume -> assertThat(volume).startsWith("tokens:" + made));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"instance-1", "instance-2"})
  void healthIsAskedOfARouteThatThereIs(String name) throws IOException {
    String url =
        texts(SERVICES.get(name).at("/healthcheck/test")).reduce((one, next) -> next).orElseThrow();

    assertThat(KubernetesFilesTest.routes()).contains(URI.create(url).getPath());
  }

  @Test
  void monitoringKnowsTheServices() {
    JsonNode prometheus = prometheus();

    assertThat(prometheus.at("/scrape_configs/0/job_name").textValue()).isEqualTo("slo-streams");
    assertThat(texts(prometheus.at("/scrape_configs/0/static_configs/0/targets")))
        .containsExactly("instance-1:8080", "instance-2:8080");
    assertThat(texts(prometheus.at("/alerting/alertmanagers/0/static_configs/0/targets")))
        .containsExactly("alertmanager:9093");
    assertThat(names(SERVICES)).contains("alertmanager", "prometheus", "grafana");
    assertThat(
            Yaml.read(Path.of("config/grafana/provisioning/datasources/prometheus.yml"))
                .at("/datasources/0/url")
                .textValue())
        .isEqualTo("http://prometheus:9090");
  }

  @Test
  void grafanaFindsItsDashboards() {
    String home =
        SERVICES.at("/grafana/environment/GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH").textValue();
    String folder =
        Yaml.read(Path.of("config/grafana/provisioning/dashboards/slo-streams.yml"))
            .at("/providers/0/options/path")
            .textValue();

    assertThat(home).isEqualTo(folder + "/slo-overview.json");
    assertThat(texts(SERVICES.at("/grafana/volumes")))
        .contains("./config/grafana/dashboards:" + folder + ":ro");
  }

  /** What a command reads it finds beside the program. */
  @Test
  void imageHasWhatCommandsName() throws IOException {
    assertThat(Files.readString(Path.of("Dockerfile")))
        .contains("WORKDIR /opt/slo-streams\n", "COPY config config\n");
    assertThat(texts(SERVICES.at("/tokens/entrypoint")).map(Path::of))
        .contains(Path.of("/opt/slo-streams/config/compose/make-tokens"));
    assertThat(Path.of("config/compose/make-tokens")).exists();
  }

  @Test
  void composeTakesIt() {
    String services =
        Tools.run("docker-compose", "docker-compose", "-f", "docker-compose.yml", "config", "-q");

    assertThat(services).isBlank();
  }

  static Stream<String> services() {
    return names(SERVICES).stream();
  }

  private static AppConfig config(String instance) {
    List<Path> files = new ArrayList<>();
    List<String> sets = new ArrayList<>();
    List<String> command = texts(SERVICES.get(instance).get("command")).toList();
    for (int i = 1; i < command.size(); i += 2) {
      if (command.get(i).equals("--config")) {
        files.add(Path.of(command.get(i + 1)));
      } else {
        sets.add(command.get(i + 1));
      }
    }
    return AppConfig.load(files, sets);
  }

  private static JsonNode prometheus() {
    return Yaml.read(Path.of("config/prometheus/prometheus.yml"));
  }

  private static Stream<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText);
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
