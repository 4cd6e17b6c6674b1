package org.groundtrack.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.plan.Glob;
import org.groundtrack.plan.GranuleFilter;
import org.groundtrack.plan.Numbers;
import org.groundtrack.plan.TrackNumber;
import org.junit.jupiter.api.Test;

class NamePatternsTest {
  private static final GranuleFilter ALL = GranuleFilter.NEWEST;

  private static Pattern name(String product) {
    return ProductLayouts.shipped().of(product).map(ProductLayout::granuleName).orElseThrow();
  }

  @Test
  void tracksAndCyclesStandWhereTheLayoutSaysThatNamesHaveThem() {
    GranuleFilter filter =
        ALL.of(TrackNumber.RGT, Numbers.of(277)).of(TrackNumber.CYCLE, Numbers.parse("", "3-4"));
    assertThat(NamePatterns.of(name("ATL06"), filter))
        .containsExactly(
            "ATL06_??????????????_027703??_???_??*", "ATL06_??????????????_027704??_???_??*");
    assertThat(NamePatterns.of(name("GEDI02_A"), ALL.of(TrackNumber.ORBIT, Numbers.of(1994))))
        .containsExactly("GEDI02_A_?????????????_O01994*_T?????_??_???_??**");
    assertThat(NamePatterns.of(name("ATL07"), ALL.of(TrackNumber.RGT, Numbers.of(5))))
        .containsExactly("ATL07*_??????????????_0005????_???_??*");
  }

  @Test
  void whatTakesTooManyPatternsIsLeftOpen() {
    Numbers many = Numbers.parse("", "1-1387");
    assertThat(NamePatterns.of(name("ATL06"), ALL.of(TrackNumber.RGT, many))).isEmpty();
    assertThat(
            NamePatterns.of(
                name("ATL06"), ALL.of(TrackNumber.RGT, many).of(TrackNumber.CYCLE, Numbers.of(7))))
        .containsExactly("ATL06_??????????????_????07??_???_??*");
  }

  @Test
  void globsAreAskedWithoutEndingsAndNotIfTooManyBeginWithAStar() {
    assertThat(NamePatterns.of(null, ALL.named(List.of("ATL06_2019*", "*_006_01.h5"))))
        .containsExactly("ATL06_2019*", "*_006_01*");
    assertThat(NamePatterns.of(null, ALL.named(List.of("*a", "*b", "*c", "*d", "*e", "*f"))))
        .isEmpty();
  }

  @Test
  void aNameThatAGlobCannotSayIsLeftOpen() {
    GranuleFilter filter = ALL.of(TrackNumber.ORBIT, Numbers.of(1));
    assertThat(NamePatterns.of(Pattern.compile("A|B(?<orbit>\\d{5})"), filter)).isEmpty();
    assertThat(NamePatterns.of(Pattern.compile("A(?<orbit>\\d+)"), filter)).isEmpty();
  }

  @Test
  void everyWantedNameFitsAPattern() {
    long seed = System.nanoTime();
    System.out.println("NamePatternsTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      int rgt = 1 + random.nextInt(1387);
      int cycle = 1 + random.nextInt(30);
      int region = 1 + random.nextInt(14);
      String id =
          String.format(
              Locale.ROOT, "ATL08_20190203040506_%04d%02d%02d_006_01.h5", rgt, cycle, region);
      GranuleFilter filter = ALL;
      if (random.nextBoolean()) {
        filter = filter.of(TrackNumber.RGT, around(rgt, random));
      }
      if (random.nextBoolean()) {
        filter = filter.of(TrackNumber.CYCLE, around(cycle, random));
      }
      if (random.nextBoolean()) {
        filter = filter.of(TrackNumber.REGION, around(region, random));
      }
      List<String> patterns = NamePatterns.of(name("ATL08"), filter);
      assertThat(patterns).hasSizeLessThanOrEqualTo(NamePatterns.MAX_PATTERNS);
      assertThat(patterns.isEmpty() || patterns.stream().anyMatch(p -> new Glob(p).matches(id)))
          .as("seed %s: %s of %s by %s", seed, id, filter, patterns)
          .isTrue();
    }
  }

  private static Numbers around(int number, Random random) {
    int first = Math.max(1, number - random.nextInt(20));
    return Numbers.parse("", "%s,%s-%s".formatted(number, first, number + random.nextInt(20)));
  }
}
