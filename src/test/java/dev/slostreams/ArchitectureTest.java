package dev.slostreams;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Who may use whom, one rule per sentence. */
class ArchitectureTest {

  private static final String ROOT = "dev.slostreams.";

  private static final String[] CORE = {
    ROOT + "slo..",
    ROOT + "sli..",
    ROOT + "window..",
    ROOT + "watermark..",
    ROOT + "budget..",
    ROOT + "alert..",
    ROOT + "engine..",
    ROOT + "tally..",
    ROOT + "control..",
    ROOT + "gate.."
  };

  private static final String[] STREAMS = {
    ROOT + "batch..",
    ROOT + "store..",
    ROOT + "topology..",
    ROOT + "query..",
    ROOT + "metrics..",
    ROOT + "app.."
  };

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.slostreams");

  private static void check(ArchRule rule, String sentence) {
    rule.as(sentence).allowEmptyShould(true).check(PROGRAM);
  }

  @Test
  void coreUsesTheJdkAndItselfOnly() {
    check(
        classes()
            .that()
            .resideInAnyPackage(CORE)
            .and()
            .resideOutsideOfPackage(ROOT + "sli..")
            .should()
            .onlyDependOnClassesThat(resideInAPackage("java..").or(resideInAnyPackage(CORE))),
        "the core uses the JDK and itself only; the expression library stands in sli alone");
  }

  @Test
  void coreKnowsNoKafkaNoJsonNoLoggerNoFiles() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.apache.kafka..",
                "com.fasterxml.jackson..",
                "org.slf4j..",
                "java.io..",
                "java.nio.file..",
                "java.net.."),
        "the core knows no Kafka, no JSON, no logger, no files and no network");
  }

  @Test
  void coreDoesNotAskAClock() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class),
        "the core does not ask a clock: time comes in as an argument");
  }

  @Test
  void sloIsTheInnermostPackage() {
    check(
        classes()
            .that()
            .resideInAPackage(ROOT + "slo..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", ROOT + "slo.."),
        "slo uses the JDK only");
  }

  @Test
  void batchUsesTheJdkAndKafkaOnly() {
    check(
        classes()
            .that()
            .resideInAPackage(ROOT + "batch..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.apache.kafka..", ROOT + "batch.."),
        "batch uses the JDK and Kafka only");
  }

  @Test
  void kafkaServerStandsInBrokerAlone() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "broker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "kafka..",
                "scala..",
                "org.apache.kafka.server..",
                "org.apache.kafka.metadata..",
                "org.apache.kafka.raft..",
                "org.apache.kafka.storage..",
                "org.apache.kafka.controller.."),
        "Kafka's server classes, which are internal, stand in broker alone");
  }

  @Test
  void kafkasInternalsAreNotUsed() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "broker..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..internals.."),
        "Kafka's internal classes may change with any version");
  }

  @Test
  void kafkaStreamsStandsInTheStreamsRingAlone() {
    check(home("org.apache.kafka.streams..", STREAMS), "Kafka Streams stands in the streams ring");
  }

  @Test
  void expressionLibraryStandsInSliAlone() {
    check(home("dev.cel..", ROOT + "sli.."), "the expression library stands in sli alone");
  }

  @Test
  void yamlStandsInOpensloAlone() {
    check(
        home("com.fasterxml.jackson.dataformat.yaml..", ROOT + "openslo.."),
        "YAML stands in openslo alone");
  }

  @Test
  void recurrencesStandInOpensloAlone() {
    check(home("org.dmfs..", ROOT + "openslo.."), "the recurrence library stands in openslo alone");
  }

  @Test
  void lintUsesTheFormatsAndTheCoreOnly() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "lint..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(STREAMS),
        "lint uses the formats and the core only");
  }

  @Test
  void jsonStandsInTheFormatsAndHttpAlone() {
    check(
        home("com.fasterxml.jackson..", ROOT + "openslo..", ROOT + "wire..", ROOT + "http.."),
        "JSON stands in the formats and in http alone");
  }

  @Test
  void deliveryReadsTopicsAsAnybodyCould() {
    check(
        classes()
            .that()
            .resideInAPackage(ROOT + "delivery..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..",
                "javax.crypto..",
                "org.slf4j..",
                "org.apache.kafka.clients..",
                "org.apache.kafka.common..",
                ROOT + "wire..",
                ROOT + "metrics..",
                ROOT + "delivery.."),
        "delivery uses the formats, Kafka's clients and our meters; it knows no stores and no engine");
  }

  @Test
  void httpServerStandsInHttpAlone() {
    check(home("io.javalin..", ROOT + "http.."), "the HTTP server stands in http alone");
  }

  @Test
  void metersStandInMetricsAlone() {
    check(
        home("io.micrometer..", ROOT + "metrics..", ROOT + "http..", ROOT + "app.."),
        "meters stand in metrics; app makes their registry, and http serves it");
  }

  @Test
  void loggingLibraryStandsInAppAndCliAlone() {
    check(
        home("ch.qos.logback..", ROOT + "app..", ROOT + "cli.."),
        "the logging library stands in app, and in cli for the demo; all others know SLF4J only");
  }

  @Test
  void commandLineLibraryStandsInCliAlone() {
    check(home("picocli..", ROOT + "cli.."), "the command-line library stands in cli alone");
  }

  @Test
  void packagesAreFreeOfCycles() {
    check(
        slices().matching("dev.slostreams.(*)..").should().beFreeOfCycles(),
        "packages are free of cycles");
  }

  private static ArchRule home(String library, String... homes) {
    return noClasses()
        .that(not(resideInAnyPackage(homes)))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library);
  }
}
