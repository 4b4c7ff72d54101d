package dev.slostreams.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.query.Partitions.Answer;
import dev.slostreams.query.Peers.Reply;
import dev.slostreams.query.Served.Role;
import dev.slostreams.testing.FakePeers;
import dev.slostreams.testing.FakeStreams;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** One instance that is asked, with two others, A and B, in whatever state. */
class PartitionsTest {

  private static final String A = "a:1";
  private static final String B = "b:1";
  private static final long MOST = 1_000;

  private final FakeStreams here = new FakeStreams().hasNot(0);
  private final FakeStreams onA = new FakeStreams().hasNot(0);
  private final FakeStreams onB = new FakeStreams().hasNot(0);
  private final FakePeers peers = new FakePeers();

  @Nested
  class Reading {

    @Test
    void whatIsEvaluatedHereAsksNobody() {
      put(here, 0, "one").evaluates(0).held(0, FakeStreams.SELF, A);

      Answer answer = read(0);

      assertThat(served(answer, 0)).isEqualTo("127.0.0.1:1 active");
      assertThat(peers.asked()).isEmpty();
    }

    @Test
    void partitionsOfOneInstanceAreAskedForAtOnce() {
      put(onA, 1, "one").evaluates(1);
      put(onA, 2, "two").evaluates(2);
      here.evaluates(0).held(0, FakeStreams.SELF).held(1, A).held(2, A);
      peers.with(A, onA);

      Answer answer = read(0, 1, 2);

      assertThat(answer.missing()).isEmpty();
      assertThat(answer.copies().get(2).series()).containsOnlyKeys("two");
      assertThat(peers.asked()).containsExactly("a:1[1, 2]");
    }

    @Test
    void standbyAnswersForADeadOwnerAndSaysSo() {
      put(onB, 0, "one").has(0, Role.STANDBY, false).lags(0, 3);
      here.held(0, A, B);
      peers.with(B, onB);

      Answer answer = read(0);

      assertThat(served(answer, 0)).isEqualTo("b:1 standby stale 3");
      assertThat(peers.asked()).containsExactly("a:1[0]", "b:1[0]");
    }

    @Test
    void standbyHereIsReadOnlyAfterTheOwnerWasAsked() {
      put(here, 0, "old").has(0, Role.STANDBY, false).lags(0, 3).held(0, A, FakeStreams.SELF);
      put(onA, 0, "new").evaluates(0);
      peers.with(A, onA);

      Answer answer = read(0);

      assertThat(served(answer, 0)).isEqualTo("a:1 active");
      assertThat(answer.copies().get(0).series()).containsOnlyKeys("new");
    }

    @Test
    void nearestOfTwoStandbysAnswers() {
      put(here, 0, "old").has(0, Role.STANDBY, false).lags(0, 5).held(0, A, FakeStreams.SELF, B);
      put(onB, 0, "new").has(0, Role.STANDBY, false).lags(0, 4);
      peers.with(B, onB);

      assertThat(served(read(0), 0)).isEqualTo("b:1 standby stale 4");
    }

    @Test
    void copyThatLagsByMoreThanMaxLagIsMissing() {
      put(here, 0, "old").has(0, Role.STANDBY, false).lags(0, MOST + 1);
      here.held(0, A, FakeStreams.SELF);

      Answer answer = read(0);

      assertThat(answer.copies()).isEmpty();
      assertThat(answer.missing().get(0))
          .isEqualTo(
              "ledger partition 0: its nearest copy, at 127.0.0.1:1, lags by 1001 records,"
                  + " more than maxLag 1000");
    }

    @Test
    void copyOfWhichNobodyKnowsHowFarItLagsIsMissing() {
      put(here, 0, "old").has(0, Role.STANDBY, false).held(0, A, FakeStreams.SELF);

      assertThat(read(0).copies()).isEmpty();
    }

    @Test
    void copyWithFewerSeriesThanItsRecordSaysIsMissing() {
      put(here, 0, "one").evaluates(0).stamp(0, 60, 2).held(0, FakeStreams.SELF);

      Answer answer = read(0);

      assertThat(answer.missing().get(0))
          .isEqualTo(
              "ledger partition 0: 127.0.0.1:1 cannot read it now, it is being moved or restored");
    }

    @Test
    void metadataThatAreWrongEverywhereGoRoundInNoCircle() {
      here.held(0, A);
      onA.held(0, B);
      onB.held(0, A);
      peers.with(A, onA).with(B, onB);

      Answer answer = read(0);

      assertThat(answer.copies()).isEmpty();
      assertThat(peers.asked()).containsExactly("a:1[0]");
    }

    @Test
    void deadOwnerWithoutAStandbyIsMissingWithTheReason() {
      here.held(0, A);

      assertThat(read(0).missing().get(0))
          .isEqualTo("ledger partition 0: a:1 did not answer: nothing listens there");
    }

    @Test
    void copyThatNobodyAskedForIsLeftOut() {
      put(onA, 0, "one").evaluates(0);
      put(onA, 1, "two").evaluates(1);
      here.held(0, A);
      Peers generous = new FakePeers().with(A, onA);
      Partitions partitions = new Partitions(here, here.local(), allOf(generous));

      Answer answer = partitions.read(Set.of(0), MOST);

      assertThat(answer.copies()).containsOnlyKeys(0);
    }

    @Test
    void rebalanceDoesNotKeepFromReadingWhatIsHere() {
      put(here, 0, "one").has(0, Role.ACTIVE, false).lags(0, 0).in(State.REBALANCING);
      here.held(0, FakeStreams.SELF);

      assertThat(served(read(0), 0)).isEqualTo("127.0.0.1:1 active stale 0");
    }

    @Test
    void thousandQuestionsLookForLagsNoMoreThanOne() {
      put(here, 0, "one").has(0, Role.STANDBY, false).lags(0, 3).held(0, A, FakeStreams.SELF);
      Partitions partitions = new Partitions(here, here.local(), peers);
      int before = here.looks();

      for (int i = 0; i < 1_000; i++) {
        partitions.read(Set.of(0), MOST);
      }

      assertThat(here.looks()).isEqualTo(before);
    }

    /** Answers with all that the peer has, whatever it was asked for. */
    private Peers allOf(Peers peers) {
      return new Peers() {
        @Override
        public java.util.concurrent.CompletableFuture<List<PartitionCopy>> copies(
            String peer, List<Integer> wanted, java.util.Map<Integer, PartitionCopy> known) {
          return peers.copies(peer, List.of(0, 1), known);
        }

        @Override
        public java.util.concurrent.CompletableFuture<Reply> get(String peer, String path) {
          return peers.get(peer, path);
        }
      };
    }
  }

  @Nested
  class Asking {

    @Test
    void whatIsEvaluatedHereIsAnsweredHere() {
      here.evaluates(0).held(0, FakeStreams.SELF, A);

      assertThat(ask("here")).contains("here");
      assertThat(peers.asked()).isEmpty();
    }

    @Test
    void whatIsEvaluatedElsewhereIsAnsweredThere() {
      here.has(0, Role.STANDBY, false).held(0, A, FakeStreams.SELF);
      peers.replying(A, 200, "there");

      assertThat(ask("here")).contains("there");
    }

    @Test
    void refusalOfAPeerIsItsAnswer() {
      here.held(0, A);
      peers.replying(A, 400, "no such step");

      assertThat(ask(null)).contains("no such step");
    }

    @Test
    void ownerThatCannotAnswerLeavesItToTheCopyHere() {
      here.has(0, Role.STANDBY, false).held(0, A, FakeStreams.SELF);
      peers.replying(A, 503, "not now");

      assertThat(ask("here")).contains("here");
    }

    @Test
    void nobodyIsNoAnswer() {
      here.held(0, A, B);

      assertThat(ask(null)).isEmpty();
      assertThat(peers.asked()).containsExactly("a:1/internal/v1/x", "b:1/internal/v1/x");
    }

    private Optional<String> ask(String answerHere) {
      Optional<Reply> own =
          Optional.ofNullable(answerHere)
              .map(text -> new Reply(200, "text/plain", text.getBytes(StandardCharsets.UTF_8)));
      return new Partitions(here, here.local(), peers)
          .ask(0, "/internal/v1/x", () -> own)
          .map(reply -> new String(reply.body(), StandardCharsets.UTF_8));
    }
  }

  private Answer read(Integer... partitions) {
    return new Partitions(here, here.local(), peers).read(List.of(partitions), MOST);
  }

  private static FakeStreams put(FakeStreams streams, int partition, String id) {
    return streams.put(partition, id, "{}".getBytes(StandardCharsets.UTF_8));
  }

  /** {@code a:1 standby stale 3}. */
  private static String served(Answer answer, int partition) {
    Served served = answer.copies().get(partition).served();
    return served.servedBy()
        + " "
        + served.role()
        + (served.stale() ? " stale " + served.lagRecords() : "");
  }
}
