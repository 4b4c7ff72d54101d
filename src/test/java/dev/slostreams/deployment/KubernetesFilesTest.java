package dev.slostreams.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.app.AppConfig;
import dev.slostreams.testing.Kubernetes;
import dev.slostreams.testing.Tools;
import dev.slostreams.testing.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code config/kubernetes}, held to Kubernetes' types, to itself, and to the program. */
class KubernetesFilesTest {

  private static final Path ROOT = Path.of("config/kubernetes");
  private static final Path BASE = ROOT.resolve("base");

  private final JsonNode pod =
      Yaml.read(BASE.resolve("statefulset.yaml")).at("/spec/template/spec");
  private final JsonNode container = pod.at("/containers/0");

  @ParameterizedTest
  @MethodSource("documentsOfKubernetes")
  void everyFieldIsOneThatKubernetesHas(JsonNode document) {
    assertThat(Kubernetes.read(document)).isNotNull();
  }

  @Test
  void misspeltFieldWouldBeFound() {
    ObjectNode wrong = (ObjectNode) Yaml.read(BASE.resolve("poddisruptionbudget.yaml"));
    ((ObjectNode) wrong.get("spec")).put("maxUnavailible", 1);

    assertThatThrownBy(() -> Kubernetes.read(wrong)).hasMessageContaining("maxUnavailible");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "base", "components/monitoring", "components/autoscaling"})
  void everyFileIsPartOfItsKustomization(String folder) throws IOException {
    Path place = ROOT.resolve(folder);
    Set<String> named = new TreeSet<>();
    JsonNode kustomization = Yaml.read(place.resolve("kustomization.yaml"));
    kustomization.path("resources").forEach(file -> named.add(file.textValue()));
    kustomization.path("components").forEach(file -> named.add(file.textValue()));

    Set<String> there = new TreeSet<>();
    try (Stream<Path> files = Files.list(place)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .filter(name -> !name.equals("kustomization.yaml") && !name.contains(".example."))
          .forEach(there::add);
    }

    assertThat(named).allSatisfy(name -> assertThat(place.resolve(name)).exists());
    assertThat(named).containsAll(there);
  }

  @Test
  void settingsAreThoseOfTheProgram() throws IOException {
    List<Path> files = new ArrayList<>();
    List<String> sets = new ArrayList<>();
    for (int i = 1; i < container.get("args").size(); i += 2) {
      String value = container.get("args").get(i + 1).textValue();
      if (container.get("args").get(i).textValue().equals("--config")) {
        files.add(
            value.endsWith("site.properties") ? BASE.resolve("site.properties") : Path.of(value));
      } else {
        sets.add(value.replaceAll("\\$\\((\\w+)\\)", "x"));
      }
    }

    AppConfig config = AppConfig.load(files, sets);

    assertThat(container.at("/args/0").textValue()).isEqualTo("run");
    assertThat(mounts().keySet())
        .contains(config.stateDir(), config.slos().get(0))
        .contains(Path.of("/tmp")); // native libraries are unpacked there
    assertThat(config.httpHosts()).contains("slo-streams", "x");
    assertThat(container.at("/ports/0/containerPort").intValue()).isEqualTo(config.httpPort());
    assertThat(config.httpAdvertised(config.httpPort())).endsWith(":" + config.httpPort());
  }

  @Test
  void variablesInArgumentsAreSet() {
    Set<String> set = new TreeSet<>();
    container.get("env").forEach(variable -> set.add(variable.get("name").textValue()));

    Set<String> used = new TreeSet<>();
    container
        .get("args")
        .forEach(
            argument ->
                java.util.regex.Pattern.compile("\\$\\((\\w+)\\)")
                    .matcher(argument.textValue())
                    .results()
                    .forEach(found -> used.add(found.group(1))));

    assertThat(set).isEqualTo(used);
  }

  @Test
  void tokensAreWhereTheSettingsLook() throws IOException {
    JsonNode secret = Yaml.read(ROOT.resolve("secret.example.yaml"));
    Path mounted = pathOf("tokens");
    Set<String> keys = new TreeSet<>();
    secret.get("stringData").fieldNames().forEachRemaining(keys::add);

    List<Path> looked =
        Files.readAllLines(BASE.resolve("site.properties")).stream()
            .filter(line -> line.contains(".token.file="))
            .map(line -> Path.of(line.split("=", 2)[1]))
            .toList();

    assertThat(looked)
        .containsExactlyInAnyOrderElementsOf(keys.stream().map(mounted::resolve).toList());
    assertThat(volume("tokens").at("/secret/secretName").textValue())
        .isEqualTo(secret.at("/metadata/name").textValue());
  }

  @Test
  void everyVolumeIsMountedAndThere() {
    Set<String> volumes = new TreeSet<>(Set.of("state")); // by the claim
    pod.get("volumes").forEach(volume -> volumes.add(volume.get("name").textValue()));

    assertThat(mounts().values()).containsExactlyInAnyOrderElementsOf(volumes);
    assertThat(
            Yaml.read(BASE.resolve("statefulset.yaml"))
                .at("/spec/volumeClaimTemplates/0/metadata/name")
                .textValue())
        .isEqualTo("state");
  }

  @Test
  void configurationIsMadeFromFilesThatAreThere() {
    Map<String, List<String>> made = new TreeMap<>();
    Yaml.read(BASE.resolve("kustomization.yaml"))
        .get("configMapGenerator")
        .forEach(
            map -> {
              List<String> files = new ArrayList<>();
              map.get("files").forEach(file -> files.add(file.textValue()));
              made.put(map.get("name").textValue(), files);
            });

    assertThat(made).containsOnlyKeys("slo-streams-site", "slo-streams-slos");
    assertThat(volume("site").at("/configMap/name").textValue()).isEqualTo("slo-streams-site");
    assertThat(volume("slos").at("/configMap/name").textValue()).isEqualTo("slo-streams-slos");
    assertThat(made.values().stream().flatMap(List::stream).map(BASE::resolve))
        .allSatisfy(file -> assertThat(file).exists());
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.yaml", "availability.yaml"})
  void definitionsAreThoseThatTestsLoad(String name) {
    assertThat(BASE.resolve("slos").resolve(name))
        .hasSameTextualContentAs(Path.of("config/slos").resolve(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"startupProbe", "livenessProbe", "readinessProbe"})
  void probesAskRoutesThatThereAre(String probe) throws IOException {
    JsonNode ask = container.get(probe).get("httpGet");

    assertThat(routes()).contains(ask.get("path").textValue());
    assertThat(ask.get("port")).isEqualTo(container.at("/ports/0/name"));
  }

  @Test
  void servicesAndPoliciesMeanThePods() {
    List<JsonNode> services = Yaml.readAll(BASE.resolve("services.yaml"));
    JsonNode peers = services.get(1);

    assertThat(services)
        .allSatisfy(
            service ->
                assertThat(service.at("/spec/ports/0/targetPort"))
                    .isEqualTo(container.at("/ports/0/name")));
    assertThat(peers.at("/spec/clusterIP").textValue()).isEqualTo("None");
    assertThat(peers.at("/metadata/name"))
        .isEqualTo(Yaml.read(BASE.resolve("statefulset.yaml")).at("/spec/serviceName"));
    assertThat(container.get("args").toString())
        .contains("http.advertised=$(POD_NAME).slo-streams-peers.$(POD_NAMESPACE).svc:8080");
  }

  /** Labels and selectors come from the kustomization. */
  @Test
  void podsAreSelectedByTheLabelThatTheyGet() throws IOException {
    JsonNode labels = Yaml.read(BASE.resolve("kustomization.yaml")).at("/labels/0");

    assertThat(labels.get("includeSelectors").booleanValue()).isTrue();
    assertThat(labels.at("/pairs/app.kubernetes.io~1name").textValue()).isEqualTo("slo-streams");
    assertThat(pod.at("/topologySpreadConstraints/0/labelSelector/matchLabels"))
        .isEqualTo(labels.get("pairs"));
  }

  @Test
  void imageIsTheOneThatTheDockerfileMakes() throws IOException {
    String dockerfile = Files.readString(Path.of("Dockerfile"));

    assertThat(Yaml.read(BASE.resolve("kustomization.yaml")).at("/images/0/name"))
        .isEqualTo(container.get("image"));
    assertThat(dockerfile)
        .contains("USER " + user() + ":" + pod.at("/securityContext/runAsGroup").asText())
        .contains("EXPOSE " + container.at("/ports/0/containerPort").asText());
  }

  @Test
  void podStopsBeforeItIsKilled() {
    int needs = 24; // docs/operations.md, Stopping

    assertThat(pod.get("terminationGracePeriodSeconds").intValue()).isGreaterThan(needs);
  }

  @Test
  void scalingLooksAtTheLagOfTheGroup() {
    JsonNode scaled = Yaml.read(ROOT.resolve("components/autoscaling/scaledobject.yaml"));
    JsonNode trigger = scaled.at("/spec/triggers/0/metadata");

    assertThat(trigger.get("consumerGroup").textValue())
        .isEqualTo(AppConfig.of(List.of()).applicationId());
    assertThat(trigger.get("topic").textValue())
        .isEqualTo(
            Yaml.readAll(BASE.resolve("slos/shop.yaml"))
                .get(0)
                .at("/spec/connectionDetails/topic")
                .textValue());
    assertThat(scaled.at("/spec/scaleTargetRef/name").textValue()).isEqualTo("slo-streams");
  }

  /** Rules and dashboards look at the job of this name. */
  @Test
  void operatorScrapesUnderTheNameOfTheRules() {
    JsonNode endpoint =
        Yaml.read(ROOT.resolve("components/monitoring/servicemonitor.yaml"))
            .at("/spec/endpoints/0");

    assertThat(endpoint.get("relabelings"))
        .contains(
            new ObjectMapper()
                .createObjectNode()
                .put("targetLabel", "job")
                .put("replacement", "slo-streams"));
    assertThat(endpoint.at("/authorization/credentials/key").textValue()).isEqualTo("read-token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"config/kubernetes", "config/kubernetes/base"})
  void kustomizeRendersThem(String folder) {
    String rendered = Tools.run("kubernetes-client", "kubectl", "kustomize", folder);

    assertThat(rendered).contains("kind: StatefulSet", "image: registry.example.org/slo-streams:");
  }

  static Stream<JsonNode> documentsOfKubernetes() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .flatMap(file -> Yaml.readAll(file).stream())
          .filter(Kubernetes::knows)
          .toList()
          .stream();
    }
  }

  private String user() {
    return pod.at("/securityContext/runAsUser").asText();
  }

  /** Names of volumes by where they are. */
  private Map<Path, String> mounts() {
    Map<Path, String> mounts = new TreeMap<>();
    container
        .get("volumeMounts")
        .forEach(
            mount ->
                mounts.put(
                    Path.of(mount.get("mountPath").textValue()), mount.get("name").textValue()));
    return mounts;
  }

  private Path pathOf(String volume) {
    return mounts().entrySet().stream()
        .filter(mount -> mount.getValue().equals(volume))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private JsonNode volume(String name) {
    for (JsonNode volume : pod.get("volumes")) {
      if (volume.get("name").textValue().equals(name)) {
        return volume;
      }
    }
    throw new AssertionError("no volume named '" + name + "'");
  }

  /** Those of the program, as {@code openapi.json} lists them, which a test compares. */
  static Set<String> routes() throws IOException {
    JsonNode openapi =
        new ObjectMapper()
            .readTree(Path.of("src/main/resources/dev/slostreams/http/openapi.json").toFile());
    Set<String> routes = new TreeSet<>();
    openapi.get("paths").fieldNames().forEachRemaining(routes::add);
    return routes;
  }
}
