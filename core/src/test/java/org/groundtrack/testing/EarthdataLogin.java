package org.groundtrack.testing;

import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.Credentials;
import okhttp3.HttpUrl;

/** URS and the login of a data host. The settings are those of {@link EarthdataScenario}. */
final class EarthdataLogin {
  static final String BASIC = Credentials.basic(EarthdataScenario.USER, EarthdataScenario.PASSWORD);
  private static final String HTML =
      "<!DOCTYPE html><html><title>%s</title><body>form</body></html>\n";

  private final FakeHost urs;
  private final FakeHost data;
  volatile int status = 302;
  volatile boolean bearerAtData = true;
  volatile boolean bearerAtUrs;
  volatile boolean cookieSet = true;
  volatile boolean tokenExpired;
  volatile boolean loginPage;
  volatile boolean eulaPage;

  EarthdataLogin(FakeHost urs, FakeHost data) {
    this.urs = urs;
    this.data = data;
    urs.on("/oauth/authorize", this::authorize);
    data.on("/login", this::login);
  }

  private MockResponse authorize(RecordedRequest request) {
    HttpUrl url = request.getUrl();
    String state = url.queryParameter("state");
    if (!"code".equals(url.queryParameter("response_type"))
        || url.queryParameter("client_id") == null
        || !data.url("/login").toString().equals(url.queryParameter("redirect_uri"))
        || state == null) {
      return page(400, "Bad request").build();
    }
    String authorization = request.getHeaders().get("Authorization");
    boolean known = BASIC.equals(authorization) || (bearerAtUrs && rightToken(authorization));
    if (known) {
      return eulaPage
          ? page(200, "Accept the EULA").build()
          : redirect(
              302,
              data.url("/login")
                  .newBuilder()
                  .addQueryParameter("code", EarthdataScenario.CODE)
                  .addQueryParameter("state", state)
                  .build()
                  .toString());
    }
    return loginPage && authorization == null
        ? page(200, "Earthdata Login").build()
        : page(401, "Access denied")
            .addHeader("WWW-Authenticate", "Basic realm=\"Earthdata Login\"")
            .build();
  }

  private MockResponse login(RecordedRequest request) {
    if (!EarthdataScenario.CODE.equals(request.getUrl().queryParameter("code"))) {
      return page(400, "No code").build();
    }
    MockResponse.Builder response =
        redirect(302, request.getUrl().queryParameter("state")).newBuilder();
    if (cookieSet) {
      response.addHeader(
          "Set-Cookie", "accessToken=" + EarthdataScenario.COOKIE + "; Path=/; Secure; HttpOnly");
    }
    return response.build();
  }

  /** What a stranger is answered; {@code null} for who is known. */
  MockResponse refusal(RecordedRequest request) {
    String authorization = request.getHeaders().get("Authorization");
    String cookie = request.getHeaders().get("Cookie");
    boolean bearer = bearerAtData && authorization != null && authorization.startsWith("Bearer ");
    if (bearer && !rightToken(authorization)) {
      return new MockResponse.Builder()
          .code(401)
          .addHeader("Content-Type", "application/json")
          .body("{\"error\": \"invalid_token\"}")
          .build();
    }
    if (bearer || (cookie != null && cookie.contains("accessToken=" + EarthdataScenario.COOKIE))) {
      return eulaPage ? page(200, "Accept the EULA").build() : null;
    }
    HttpUrl.Builder authorize = urs.url("/oauth/authorize").newBuilder();
    return redirect(
        status,
        authorize
            .addQueryParameter("client_id", "test-client")
            .addQueryParameter("response_type", "code")
            .addQueryParameter("redirect_uri", data.url("/login").toString())
            .addQueryParameter("state", request.getUrl().toString())
            .build()
            .toString());
  }

  private boolean rightToken(String authorization) {
    return !tokenExpired && ("Bearer " + EarthdataScenario.TOKEN).equals(authorization);
  }

  static MockResponse redirect(int status, String location) {
    MockResponse.Builder response = new MockResponse.Builder().code(status);
    return (location == null ? response : response.addHeader("Location", location)).build();
  }

  private static MockResponse.Builder page(int status, String title) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "text/html; charset=utf-8")
        .body(HTML.formatted(title));
  }
}
