package org.groundtrack.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.groundtrack.error.AccessDeniedException;
import org.groundtrack.error.SourceUnavailableException;
import org.groundtrack.testing.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DaacKeysTest {
  private static final String ENDPOINT = "https://data.example.org/s3credentials";
  private static final Instant START = Instant.parse("2024-01-01T11:00:00Z");

  private final SettableClock time = new SettableClock(START);
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile CountDownLatch gate;

  private static byte[] answer(String id, String expiration) {
    return """
        {"accessKeyId": "%s", "secretAccessKey": "SENTINEL1", "sessionToken": "SENTINEL2",
         "expiration": "%s"}
        """
        .formatted(id, expiration)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Keys that last for an hour, the number of the fetch in their id. */
  private byte[] hour(String url) {
    assertThat(url).isEqualTo(ENDPOINT);
    return answer(
        "KEY" + fetches.incrementAndGet(), time.instant().plus(Duration.ofHours(1)).toString());
  }

  private AwsKeyProvider keys(Function<String, byte[]> fetch) {
    return new DaacKeys(ENDPOINT, fetch, time);
  }

  private static String id(AwsKeyProvider keys) {
    return keys.keys().orElseThrow().accessKeyId();
  }

  @Test
  void keysAreFetchedOnceAndRenewedFiveMinutesBeforeTheyEnd() {
    AwsKeyProvider keys = keys(this::hour);
    assertThat(fetches).hasValue(0);
    assertThat(id(keys)).isEqualTo("KEY1");
    time.set(START.plus(Duration.ofMinutes(55)).minusMillis(1));
    assertThat(id(keys)).isEqualTo("KEY1");
    time.set(START.plus(Duration.ofMinutes(55)));
    assertThat(id(keys)).isEqualTo("KEY2");
    assertThat(id(keys)).isEqualTo("KEY2");
    assertThat(fetches).hasValue(2);
  }

  @Test
  void keysOfATwoHourExportAreNeverNearTheirEnd() {
    AwsKeyProvider keys = keys(this::hour);
    for (int minute = 0; minute <= 120; minute++) {
      time.set(START.plus(Duration.ofMinutes(minute)));
      assertThat(keys.keys().orElseThrow().expiresAt().orElseThrow())
          .isAfterOrEqualTo(time.instant().plus(Duration.ofMinutes(5)));
    }
    assertThat(fetches).hasValue(3);
  }

  @Test
  void shortLivedKeysServeForHalfOfTheirTime() {
    AwsKeyProvider keys =
        keys(
            url ->
                answer(
                    "KEY" + fetches.incrementAndGet(), time.instant().plusSeconds(120).toString()));
    assertThat(id(keys)).isEqualTo("KEY1");
    time.set(START.plusSeconds(59));
    assertThat(id(keys)).isEqualTo("KEY1");
    time.set(START.plusSeconds(60));
    assertThat(id(keys)).isEqualTo("KEY2");
  }

  @Test
  void timesAreReadAsDaacsWriteThem() {
    for (String expiration :
        new String[] {
          "2024-01-01 12:00:00+00:00",
          "2024-01-01T12:00:00Z",
          "2024-01-01T12:00:00.000Z",
          "2024-01-01T14:00:00+02:00",
          "2024-01-01 13:00:00+0100",
          "2024-01-01 12:00:00"
        }) {
      AwsKeys keys = keys(url -> answer("KEY", expiration)).keys().orElseThrow();
      assertThat(keys.expiresAt()).contains(Instant.parse("2024-01-01T12:00:00Z"));
      assertThat(keys.secretKey()).isEqualTo(Secret.of("SENTINEL1"));
      assertThat(keys.sessionToken()).contains(Secret.of("SENTINEL2"));
    }
  }

  @Test
  void allThreadsShareOneFetch() throws Exception {
    AwsKeyProvider keys =
        keys(
            url -> {
              await(gate);
              return hour(url);
            });
    assertThat(together(keys)).hasSize(16).containsOnly("KEY1");
    time.set(START.plus(Duration.ofMinutes(58)));
    assertThat(together(keys)).hasSize(16).containsOnly("KEY2");
    assertThat(fetches).hasValue(2);
  }

  @Test
  void aFailureReachesAllWhoWaitAndTheNextTriesAgain() throws Exception {
    AwsKeyProvider keys =
        keys(
            url -> {
              await(gate);
              if (fetches.getAndIncrement() == 0) {
                throw new SourceUnavailableException("first");
              }
              return answer("KEY", "2024-01-01T12:00:00Z");
            });
    assertThat(together(keys)).hasSize(16).containsOnly("first");
    assertThat(id(keys)).isEqualTo("KEY");
    assertThat(fetches).hasValue(2);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What 16 threads get, ids or messages, of which one fetches and all others wait for it. */
  private List<String> together(AwsKeyProvider keys) throws Exception {
    gate = new CountDownLatch(1);
    List<Thread> threads = new CopyOnWriteArrayList<>();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            16,
            task -> {
              Thread thread = new Thread(task);
              threads.add(thread);
              return thread;
            });
    try {
      List<Future<String>> futures = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        futures.add(pool.submit(() -> id(keys)));
      }
      // The one that fetches waits for the gate with a limit, which is another state.
      while (threads.stream().filter(t -> t.getState() == Thread.State.WAITING).count() < 15) {
        Thread.onSpinWait();
      }
      gate.countDown();
      List<String> answers = new ArrayList<>();
      for (Future<String> future : futures) {
        try {
          answers.add(future.get());
        } catch (ExecutionException e) {
          answers.add(e.getCause().getMessage());
        }
      }
      return answers;
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void anAnswerWithoutKeysIsRefusedAndNotShown() {
    for (String answer :
        new String[] {
          "<html>SENTINEL</html>",
          "SENTINEL",
          "\"SENTINEL\"",
          "",
          "{\"accessKeyId\": \"SENTINEL",
          "{\"accessKeyId\": \"K\", \"secretAccessKey\": \"SENTINEL\"}",
          "{\"accessKeyId\": \"K\", \"secretAccessKey\": \"SENTINEL\", \"sessionToken\": \"t\"}",
          new String(answer("K", "SENTINEL"), StandardCharsets.UTF_8),
          new String(answer("SENTINEL \u00E9", "2024-01-01T12:00:00Z"), StandardCharsets.UTF_8)
        }) {
      assertThatThrownBy(() -> keys(url -> answer.getBytes(StandardCharsets.UTF_8)).keys())
          .as(answer)
          .isInstanceOf(AccessDeniedException.class)
          .hasNoCause()
          .hasMessageNotContaining("SENTINEL");
    }
  }

  @Test
  void newKeysThatAreOldSayThatTheClockMayBeWrong() {
    assertThatThrownBy(() -> keys(url -> answer("K", "2024-01-01T11:00:00Z")).keys())
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("clock")
        .hasMessageContaining(ENDPOINT);
    assertThat(keys(this::hour).toString()).doesNotContain("SENTINEL");
  }

  @Test
  void anErrorDoesNotLeaveOthersWaiting() {
    AwsKeyProvider keys =
        keys(
            url -> {
              if (fetches.getAndIncrement() == 0) {
                throw new StackOverflowError();
              }
              return answer("KEY", "2024-01-01T12:00:00Z");
            });
    assertThatThrownBy(keys::keys).isInstanceOf(StackOverflowError.class);
    assertThat(id(keys)).isEqualTo("KEY");
  }
}
