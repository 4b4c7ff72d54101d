package dev.slostreams.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class YamlFileTest {

  private final Findings findings = new Findings();

  @Test
  void mergeKeysAndAliasesAreWrittenOut() {
    String text = "- &base {a: 1, b: 2}\n- {<<: *base, b: 3}\n";

    List<YamlNode> documents = YamlFile.parse("a.yaml", text, findings);

    Element merged = new Element(documents.get(0), "", "", findings).items().get(1);
    assertThat(merged.get("a").written()).isEqualTo("1");
    assertThat(merged.get("b").written()).isEqualTo("3");
    assertThat(findings.problems()).isEmpty();
  }

  @Test
  void aliasesThatMultiplyAreRefused() {
    String text =
        "a0: &a0 [x, x]\n"
            + IntStream.range(1, 24)
                .mapToObj(i -> "a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1))
                .collect(Collectors.joining());

    YamlFile.parse("bomb.yaml", text, findings);

    assertThat(problems())
        .singleElement()
        .asString()
        .endsWith("must be YAML: is too large or too deep once its aliases are written out");
  }

  @Test
  void aliasOfItselfIsRefused() {
    YamlFile.parse("loop.yaml", "a: &a [*a]\n", findings);

    assertThat(problems())
        .singleElement()
        .asString()
        .endsWith("is too large or too deep once its aliases are written out");
  }

  @Test
  void deepNestingIsRefused() {
    YamlFile.parse("deep.yaml", "[".repeat(10_000), findings);

    assertThat(problems()).singleElement().asString().startsWith("deep.yaml");
  }

  @Test
  void escapeOfNoCharacterIsRefused() {
    YamlFile.parse("escape.yaml", "a: \"\\UFFFFFFFF\"\n", findings);

    assertThat(problems())
        .containsExactly("escape.yaml: must be YAML: holds an escape that is no character");
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    YamlFile.parse("bytes.yaml", "a: \u0001\n", findings);

    assertThat(problems()).singleElement().asString().startsWith("bytes.yaml: must be YAML: ");
  }

  private List<String> problems() {
    return findings.problems().stream().map(Problem::toString).toList();
  }
}
