package org.groundtrack.condition;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.groundtrack.error.UsageException;

/** Says what is wrong with the text of a condition, and where. */
final class Mistakes extends BaseErrorListener {
  /** Deeper ones would take a stack of their own to read, and nobody writes them. */
  static final int MAX_DEPTH = 64;

  private static final String SUPPORTED =
      "Supported are and, or, not, =, <>, <, <=, >, >=, between, in, is null, like, ilike,"
          + " + - * / %, & | << >> ~, and the functions "
          + String.join(", ", Functions.names());

  private static final String CASTS =
      "casts are not supported: numbers of different kinds may stand beside each other";

  private static final Map<String, String> REMEDIES =
      Map.ofEntries(
          Map.entry("^", "power is not supported: multiply"),
          Map.entry(":", CASTS),
          Map.entry("cast", CASTS),
          Map.entry("try_cast", CASTS),
          Map.entry("select", "sub-selects are not supported: filter the points file"),
          Map.entry("case", "cases are not supported: join conditions by and and or"),
          Map.entry("escape", "like has no escape: _ stands for itself, too"),
          Map.entry(";", "one condition is expected: give another by itself"),
          Map.entry("--", "comments are not supported; the negative of a negative is -(-x)"),
          Map.entry("/*", "comments are not supported"),
          Map.entry("\"", "a name in double quotes does not end"),
          Map.entry("'", "a text in single quotes does not end"),
          Map.entry("[", "an element is written as in rh[98]"),
          Map.entry("]", "an element is written as in rh[98]"));

  private final String text;

  Mistakes(String text) {
    this.text = text;
  }

  /** A mistake at a token. */
  UsageException at(Token token, String what) {
    return new UsageException(
        "Condition \"%s\", character %s: %s"
            .formatted(shown(text), token.getStartIndex() + 1, what));
  }

  /** As much of a text as a message has room for. */
  static String shown(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "...";
  }

  /**
   * Refuses what would take the parser too deep, before it goes there, and what it has no word for.
   */
  void checkTokens(List<? extends Token> tokens) {
    int open = 0;
    int signs = 0;
    for (Token token : tokens) {
      switch (token.getText()) {
        case "(" -> open++;
        case ")" -> open--;
        default -> {}
      }
      boolean sign = token.getType() == WhereLexer.NOT || "+-~".contains(token.getText());
      signs = sign ? signs + 1 : "(".equals(token.getText()) ? signs : 0;
      if (open + signs > MAX_DEPTH) {
        throw at(token, "nested more than %s deep".formatted(MAX_DEPTH));
      }
      if (token.getType() == WhereLexer.ANY
          || token.getType() == WhereLexer.OTHER
          || token.getType() == WhereLexer.COMMENT) {
        throw unsupported(token);
      }
    }
  }

  @Override
  public void syntaxError(
      Recognizer<?, ?> recognizer,
      Object symbol,
      int line,
      int column,
      String message,
      RecognitionException cause) {
    Token token = (Token) symbol;
    throw token.getType() == Token.EOF
        ? at(token, "it ends where more is expected. " + SUPPORTED)
        : unsupported(token);
  }

  private UsageException unsupported(Token token) {
    String word = shown(token.getText());
    String remedy =
        switch (token.getType()) {
          case WhereLexer.EQUAL,
                  WhereLexer.UNEQUAL,
                  WhereLexer.LESS,
                  WhereLexer.AT_MOST,
                  WhereLexer.GREATER,
                  WhereLexer.AT_LEAST ->
              "a comparison has two sides: join two of them by and, or write between";
          default -> REMEDIES.get(word.toLowerCase(Locale.ROOT));
        };
    return at(
        token,
        remedy != null
            ? "found %s; %s".formatted(word, remedy)
            : "found %s, which is not expected here. %s".formatted(word, SUPPORTED));
  }

  /** A function that is not known. */
  UsageException unknownFunction(Token name) {
    return at(name, "there is no function %s. %s".formatted(shown(name.getText()), SUPPORTED));
  }
}
