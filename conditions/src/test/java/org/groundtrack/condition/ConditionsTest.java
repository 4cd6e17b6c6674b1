package org.groundtrack.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.groundtrack.error.UsageException;
import org.groundtrack.expression.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are conditions, and those that are none. */
class ConditionsTest {
  private static List<String> parts(String text) {
    return Conditions.parse(text).stream().map(Condition::text).toList();
  }

  private static List<String> names(String text) {
    return List.copyOf(Conditions.parse(text).get(0).expression().variables());
  }

  @Test
  void partsBetweenTheOutermostAndsAreConditionsOfTheirOwn() {
    assertThat(parts("a = 1 AND b between 2 and 3 and (c < 4 or d > 5 and e = 6)"))
        .containsExactly("a = 1", "b between 2 and 3", "c < 4 or d > 5 and e = 6");
    assertThat(parts("((a = 1) and (b = 2 and not (c = 3 and d = 4)))"))
        .containsExactly("a = 1", "b = 2", "not (c = 3 and d = 4)");
    assertThat(parts("a = 1 or b = 2 and c = 3")).containsExactly("a = 1 or b = 2 and c = 3");
  }

  @Test
  void namesAreWrittenAsForVariables() {
    assertThat(names("H_li > 1")).containsExactly("H_li");
    assertThat(names("\"canopy/h_canopy\" > rh[98] + \"geolocation/rh\"[-1]"))
        .containsExactly("canopy/h_canopy", "rh[98]", "geolocation/rh[-1]");
    assertThat(names("\"odd \"\" name\" > 1")).containsExactly("odd \" name");
    assertThat(names("time > timestamp '2019-06-01' and date = 1"))
        .as("words of the language are names, too")
        .containsExactly("time");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "h > (select 1)                | character 6: found select; sub-selects",
        "cast(h as int) > 1            | character 1: found cast; casts",
        "h::int > 1                    | character 2: found :; casts",
        "h ^ 2 > 1                     | character 3: found ^; power",
        "0 < h < 5                     | character 7: found <; a comparison has two sides",
        "h = 1;                        | character 6: found ;; one condition",
        "h > 1 -- high                 | character 7: found --; comments",
        "x like 'a!_' escape '!'       | character 14: found escape; like has no escape",
        "case when h > 1 then 1 end    | character 1: found case; cases",
        "log(h) > 1                    | character 1: there is no function log. Supported are",
        "abs(h, 1) > 1                 | character 1: abs takes one argument, found 2",
        "least() > 1                   | character 1: least takes 1 arguments or more, found 0",
        "h >                           | character 4: it ends where more is expected",
        "h > 1 or                      | character 9: it ends",
        "(h > 1                        | character 7: it ends",
        "h > 1)                        | character 6: found ), which is not expected",
        "rh[98 > 1                     | character 3: found [; an element",
        "h ! 1                         | character 3: found !, which",
        "h is true                     | character 6: found true, which",
        "h > 1e99999                   | character 5: the exponent of 1e99999",
        "h > 1 over (order by h)       | character 7: found over, which",
        "time > timestamp 'noon'       | character 18: 'noon' is no time",
        "x = \"a                       | a name in double quotes does not end"
      })
  void whatConditionsHaveNotIsRefusedByNameAndPlace(String text, String message) {
    assertThatThrownBy(() -> Conditions.parse(text))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("Condition \"%s\", character ".formatted(text))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "'x", "and", "not", "()", "in", "1 +", "a b", "a = = b", "\0"})
  void textsThatAreNoConditionsAreRefused(String text) {
    assertThatThrownBy(() -> Conditions.parse(text)).isInstanceOf(UsageException.class);
  }

  @Test
  void depthAndLengthHaveLimits() {
    assertThat(parts("(".repeat(60) + "a = 1" + ")".repeat(60))).containsExactly("a = 1");
    for (String deep : List.of("(", "abs(", "not ", "- ", "~", "not (", "(-")) {
      assertThatThrownBy(() -> Conditions.parse(deep.repeat(9000 / deep.length()) + "a"))
          .as(deep)
          .hasMessageContaining("nested more than 64 deep");
    }
    assertThatThrownBy(() -> Conditions.parse("a" + " + a".repeat(2000) + " > 1"))
        .hasMessageContaining("more than 64 operators in a row");
    assertThatThrownBy(() -> Conditions.parse("a = 1".repeat(3000)))
        .hasMessageContaining("A condition of 15000 characters is too long");
    assertThat(parts("a = 1" + " and a = 1".repeat(999))).hasSize(1000);
    assertThat(parts("a in (1" + ", 1".repeat(3000) + ")")).hasSize(1);
  }

  @Test
  void numbersHaveLimitsOfDigitsAndExponents() {
    assertThat(parts("a > " + "9".repeat(1000))).hasSize(1);
    for (String number :
        List.of("9".repeat(1001), "0." + "9".repeat(1000), "9".repeat(9000) + "e-1000")) {
      assertThatThrownBy(() -> Conditions.parse("a > " + number))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("character 5: a number of ")
          .hasMessageContaining(" characters: at most 1000 are read");
    }
    for (String power : List.of("-999999999", "1001", "-" + "9".repeat(5000))) {
      assertThatThrownBy(() -> Conditions.parse("a > 1e" + power))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("character 5: the exponent of 1e")
          .hasMessageContaining("is beyond 1000");
    }
    assertThatThrownBy(() -> Conditions.parse("a > " + "9".repeat(100_000)))
        .hasMessageContaining("A condition of 100004 characters is too long");
    assertThatThrownBy(() -> Conditions.parse("(".repeat(300_000) + "a"))
        .hasMessageContaining("A condition of 300001 characters is too long");
  }

  @Test
  void messagesStayShortWhateverTheConditionHas() {
    String long5000 = "x".repeat(5000);
    for (String text :
        List.of(
            "a > 1e" + "9".repeat(5000),
            "a " + long5000,
            long5000 + "(a) > 1",
            "a > timestamp '" + long5000 + "'",
            "a '" + long5000 + "'")) {
      assertThatThrownBy(() -> Conditions.parse(text))
          .isInstanceOf(UsageException.class)
          .satisfies(e -> assertThat(e.getMessage().length()).as(text).isLessThan(1000));
    }
  }

  /** Texts of every token in any order: each is a condition or an error with a message. */
  @Test
  void noTextMakesTheParserFailOtherwiseThanByAMessage() {
    long seed = Long.getLong("groundtrack.property.seed", System.nanoTime());
    System.out.println("texts of conditions: seed " + seed);
    Random random = new Random(seed);
    String[] words = {
      "(",
      ")",
      "a",
      "rh[98]",
      "\"x/y\"",
      "'t'",
      "1",
      "1.5",
      "2e3",
      "and",
      "or",
      "not",
      "is",
      "null",
      "in",
      "between",
      "like",
      "=",
      "<>",
      "<",
      "+",
      "-",
      "*",
      "/",
      "%",
      "&",
      "|",
      "<<",
      "~",
      ",",
      "abs(",
      "least(",
      "timestamp",
      "true",
      "[",
      "]",
      "\"",
      "'",
      "select",
      ";",
      "\u00e9",
      "\ud83d"
    };
    int conditions = 0;
    for (int i = 0; i < 5000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(i % 100 == 0 ? 400 : 12); n >= 0; n--) {
        text.append(words[random.nextInt(words.length)]).append(random.nextBoolean() ? " " : "");
      }
      try {
        conditions += Conditions.parse(text.toString()).isEmpty() ? 0 : 1;
      } catch (UsageException e) {
        assertThat(e).as("seed %s: %s", seed, text).hasMessageContaining("Condition");
      }
    }
    assertThat(conditions).as("seed %s", seed).isPositive();
  }
}
