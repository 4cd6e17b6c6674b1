package org.groundtrack.condition;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.misc.Interval;
import org.groundtrack.error.UsageException;
import org.groundtrack.expression.Condition;

/**
 * Reads conditions as SQL writes them, such as {@code h_li_sigma < 1 and atl06_quality_summary =
 * 0}. Safe for use by many threads.
 */
public final class Conditions {
  /** Far more than anybody writes; it bounds time and memory. */
  static final int MAX_CHARACTERS = 10_000;

  private Conditions() {}

  /**
   * Reads a condition.
   *
   * @param text as SQL has it after {@code where}
   * @return its parts, all of which must hold: what stands between the outermost {@code and}s
   * @throws UsageException if it is none, too long, nested too deeply, or has what conditions have
   *     not; the message says where
   */
  public static List<Condition> parse(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new UsageException(
          "A condition of %s characters is too long: at most %s are read"
              .formatted(text.length(), MAX_CHARACTERS));
    }
    CharStream characters = CharStreams.fromString(text);
    WhereLexer lexer = new WhereLexer(characters);
    Mistakes mistakes = new Mistakes(text);
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    tokens.fill();
    mistakes.checkTokens(tokens.getTokens());
    WhereParser parser = new WhereParser(tokens);
    parser.removeErrorListeners();
    parser.addErrorListener(mistakes);
    List<ParserRuleContext> parts = new ArrayList<>();
    addParts(parser.whole().condition(), parts);
    ExpressionMaker maker = new ExpressionMaker(mistakes);
    return parts.stream()
        .map(part -> new Condition(text(characters, part), maker.visit(part)))
        .toList();
  }

  private static void addParts(WhereParser.ConditionContext condition, List<ParserRuleContext> to) {
    if (condition.conjunction().size() > 1) {
      to.add(condition);
      return;
    }
    for (WhereParser.NegationContext part : condition.conjunction(0).negation()) {
      WhereParser.ConditionContext nested = nested(part);
      if (nested == null) {
        to.add(part);
      } else {
        addParts(nested, to);
      }
    }
  }

  /** What stands in parentheses, if there is nothing else; else {@code null}. */
  private static WhereParser.ConditionContext nested(ParserRuleContext part) {
    ParserRuleContext only = part;
    while (only.getChildCount() == 1 && only.getChild(0) instanceof ParserRuleContext child) {
      only = child;
    }
    return only instanceof WhereParser.NestedContext parentheses ? parentheses.condition() : null;
  }

  private static String text(CharStream characters, ParserRuleContext part) {
    return characters.getText(
        Interval.of(part.getStart().getStartIndex(), part.getStop().getStopIndex()));
  }
}
