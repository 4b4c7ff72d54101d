package dev.slostreams.loadtest.micro;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.slostreams.sli.Classifier;
import dev.slostreams.sli.Contributions;
import dev.slostreams.sli.Event;
import dev.slostreams.sli.InvalidReason;
import dev.slostreams.slo.Indicator.Ratio;
import dev.slostreams.slo.Slo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * From the fields of an event to good and total of the five of twenty SLOs that it counts in;
 * beside CEL's own interpreter, which asks each SLO.
 */
@State(Scope.Thread)
public class Classify implements Contributions {

  private static final CelOptions OPTIONS =
      CelOptions.current().enableHeterogeneousNumericComparisons(true).build();

  private final Requests requests = new Requests();
  private final Classifier classifier = requests.classifier();
  private final List<Event> events = requests.events(classifier);
  private final List<Map<String, Object>> variables = new ArrayList<>();
  private final List<Interpreted> interpreted = new ArrayList<>();
  private long sum;

  /** The two conditions of an SLO. */
  private record Interpreted(CelRuntime.Program total, CelRuntime.Program good) {}

  /** Makes both ready, and sees that they count the same. */
  public Classify() {
    for (Event event : events) {
      Map<String, Object> values = new HashMap<>();
      for (int slot = 0; slot < classifier.fields().size(); slot++) {
        values.put(classifier.fields().get(slot).path(), ((KeptEvent) event).value(slot));
      }
      variables.add(values);
    }
    try {
      for (Slo slo : requests.slos()) {
        Ratio ratio = (Ratio) slo.indicator();
        interpreted.add(
            new Interpreted(program(ratio.total().where()), program(ratio.part().where())));
      }
      long ours = ours();
      long plain = plain();
      if (ours != plain) {
        throw new IllegalStateException("good and total: " + ours + " is not " + plain);
      }
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException(e);
    }
  }

  private CelRuntime.Program program(String expression)
      throws CelValidationException, CelEvaluationException {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder().setOptions(OPTIONS);
    classifier.fields().forEach(field -> builder.addVar(field.path(), SimpleType.DYN));
    CelCompiler compiler = builder.build();
    return CelRuntimeFactory.standardCelRuntimeBuilder()
        .setOptions(OPTIONS)
        .build()
        .createProgram(compiler.compile(expression).getAst());
  }

  @Benchmark
  @OperationsPerInvocation(Requests.COUNT)
  public long ours() {
    sum = 0;
    for (Event event : events) {
      classifier.classify(event, this);
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(Requests.COUNT)
  public long plain() throws CelEvaluationException {
    sum = 0;
    for (Map<String, Object> event : variables) {
      for (Interpreted slo : interpreted) {
        if ((Boolean) slo.total().eval(event)) {
          counted(0, new String[0], (Boolean) slo.good().eval(event) ? 1 : 0, 1);
        }
      }
    }
    return sum;
  }

  @Override
  public void counted(int slo, String[] groupValues, long good, long total) {
    sum += good + 1_000_000 * total;
  }

  @Override
  public void added(int slo, String[] groupValues, long total, long value) {
    throw new IllegalStateException("no SLO adds values");
  }

  @Override
  public void invalid(int slo, InvalidReason reason, String detail) {
    throw new IllegalStateException(detail);
  }
}
