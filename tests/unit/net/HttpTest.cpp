// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/TrustStore.h"
#include "core/net/ProtocolTrace.h"
#include "core/net/http/HttpFetch.h"
#include "core/net/http/LoopbackListener.h"
#include "tests/support/scripted/WebServer.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace tern::http {
namespace {

TEST(HttpUrl, TakesHttpsOnly)
{
    const auto url = HttpUrl::parse("https://Example.ORG:8443/a/b?c=d#e");
    ASSERT_TRUE(url.ok());
    EXPECT_EQ(url->host, "example.org");
    EXPECT_EQ(url->port, 8443);
    EXPECT_EQ(url->target, "/a/b?c=d");
    EXPECT_EQ(url->toString(), "https://example.org:8443/a/b?c=d");
    EXPECT_EQ(HttpUrl::parse("https://x?y")->target, "/?y");
    EXPECT_EQ(HttpUrl::parse("https://[::1]:1/")->host, "::1");
    for (const char *bad : {"http://example.org/", "ftp://example.org/", "example.org", "https://", "https:///x", "https://a b/", "https://u@h/", "https://h:0/",
                            "https://h:99999/", "https://h:/", "https://h:1x/", "https://h\r\nX: y/", "https://\xE4/", "https://h\\@x/"})
        EXPECT_FALSE(HttpUrl::parse(bad).ok()) << bad;
    EXPECT_EQ(url->follow("/x")->toString(), "https://example.org:8443/x");
    EXPECT_EQ(url->follow("https://other/")->host, "other");
    EXPECT_FALSE(url->follow("//other/x").ok());
    EXPECT_EQ(url->follow("http://other/").error().kind, ErrorKind::Unsupported);
}

TEST(HttpUrl, FormsComeBackAsTheyWere)
{
    const FormFields fields{{"a b", "x=1&y+z"}, {"empty", ""}, {"utf8", "中文"}};
    EXPECT_EQ(encodeForm({{"a b", "x=1"}}), "a%20b=x%3D1");
    const auto decoded = decodeForm(encodeForm(fields));
    for (const auto &[name, value] : fields)
        EXPECT_EQ(decoded.at(name), value);
    EXPECT_EQ(decodeForm("a=1+2&b=%zz&c").at("a"), "1 2");
    EXPECT_EQ(decodeForm("a=1+2&b=%zz&c").at("b"), "%zz");
    EXPECT_EQ(decodeForm("c").at("c"), "");
}

class HttpFetchTest : public ::testing::Test {
protected:
    HttpFetchTest() : web(test::makeLeaf({{"localhost"}, {"127.0.0.1"}}, &authority))
    {
        EXPECT_TRUE(trust.addAuthoritiesPem(authority.certificatePem).ok());
        context.trust = &trust;
        context.trace = &trace;
    }
    [[nodiscard]] HttpUrl url(const std::string &target) const { return {"localhost", web.port(), target}; }
    Result<HttpResponse> get(const std::string &target, HttpLimits limits = {}) { return fetch({url(target), {}}, limits, context); }

    test::TestIdentity authority = test::makeAuthority();
    test::WebServer web;
    crypto::TrustStore trust{false};
    TraceRing trace;
    NetContext context;
};

TEST_F(HttpFetchTest, SpeaksToNoPrivateNetworkWhenToldSo)
{
    web.on("", "/x", "hello");
    context.publicOnly = true;
    const auto answer = get("/x");
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().kind, ErrorKind::HostNotFound);
    EXPECT_TRUE(web.asked().empty());
}

TEST_F(HttpFetchTest, ReadsEveryFormOfBody)
{
    web.on("", "/length", "hello");
    web.on("", "/chunks", [](const test::WebRequest &) {
        return test::WebAnswer{200, {}, {}, false, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"};
    });
    web.on("", "/end", [](const test::WebRequest &) { return test::WebAnswer{200, {}, {}, false, "HTTP/1.1 200 OK\r\n\r\nhello"}; });
    web.on("", "/early", [](const test::WebRequest &) {
        return test::WebAnswer{200, {}, {}, false, "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"};
    });
    for (const char *path : {"/length", "/chunks", "/end", "/early"}) {
        const auto answer = get(path);
        ASSERT_TRUE(answer.ok()) << path << answer.error().toString();
        EXPECT_EQ(answer->status, 200);
        EXPECT_EQ(answer->body, "hello") << path;
    }
    EXPECT_EQ(get("/nowhere")->status, 404);
}

TEST_F(HttpFetchTest, FollowsRedirectsToHttpsOnlyAndNotForEver)
{
    const auto redirect = [](std::string to) {
        return [to = std::move(to)](const test::WebRequest &) { return test::WebAnswer{302, {}, {"Location: " + to}, false, {}}; };
    };
    web.on("", "/there", "hello");
    web.on("", "/once", redirect("/there"));
    web.on("", "/plain", redirect("http://localhost/there"));
    web.on("", "/loop", redirect("/loop"));
    EXPECT_EQ(get("/once")->body, "hello");
    EXPECT_EQ(get("/once")->url.target, "/there");
    EXPECT_EQ(get("/plain").error().kind, ErrorKind::Unsupported);
    EXPECT_EQ(get("/loop").error().kind, ErrorKind::ProtocolError);
}

TEST_F(HttpFetchTest, CapsWhatAServerSays)
{
    HttpLimits small;
    small.longestBody = 10;
    web.on("", "/big", std::string(11, 'x'));
    web.on("", "/chunks", [](const test::WebRequest &) {
        return test::WebAnswer{200, {}, {}, false, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx"};
    });
    web.on("", "/endless", [](const test::WebRequest &) { return test::WebAnswer{200, {}, {}, false, "HTTP/1.1 200 OK\r\n\r\n" + std::string(100, 'x')}; });
    web.on("", "/fields", [](const test::WebRequest &) {
        std::string head = "HTTP/1.1 200 OK\r\n";
        for (int i = 0; i < 200; ++i)
            head += "X: y\r\n";
        return test::WebAnswer{200, {}, {}, false, head + "\r\n"};
    });
    web.on("", "/none", [](const test::WebRequest &) { return test::WebAnswer{200, {}, {}, false, "* OK IMAP4rev1 ready\r\n"}; });
    for (const char *path : {"/big", "/chunks", "/endless", "/fields", "/none"})
        EXPECT_EQ(get(path, small).error().kind, ErrorKind::ProtocolError) << path;
}

TEST_F(HttpFetchTest, ASilentServerCostsTheWholeTimeAndNoMore)
{
    web.on("", "/silent", [](const test::WebRequest &) { return test::WebAnswer{200, {}, {}, true, {}}; });
    HttpLimits limits;
    limits.whole = std::chrono::milliseconds{150};
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(get("/silent", limits).error().kind, ErrorKind::Timeout);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{2});
}

TEST_F(HttpFetchTest, AnUnknownAuthorityGetsNothing)
{
    const crypto::TrustStore nobody(false);
    context.trust = &nobody;
    web.on("", "/", "hello");
    EXPECT_EQ(get("/").error().kind, ErrorKind::CertificateInvalid);
    EXPECT_TRUE(web.asked().empty());
}

TEST_F(HttpFetchTest, AFormIsSentAndNeverTraced)
{
    std::string body;
    web.on("", "/token", [&](const test::WebRequest &request) {
        body = request.method + " " + request.body;
        return test::WebAnswer{400, R"({"access_token":"hunter3"})", {}, false, {}};
    });
    const auto answer = fetch({url("/token"), crypto::Secret("code=hunter2")}, {}, context);
    ASSERT_TRUE(answer.ok()) << answer.error().toString();
    EXPECT_EQ(answer->status, 400);
    EXPECT_EQ(body, "POST code=hunter2");
    std::string seen;
    for (const TraceLine &line : trace.snapshot())
        seen += line.text + "\n";
    EXPECT_NE(seen.find("POST https://localhost"), std::string::npos) << seen;
    EXPECT_EQ(seen.find("hunter"), std::string::npos) << seen;
}

std::string askLoopback(std::uint16_t port, const std::string &request)
{
    const UniqueFd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd.get(), static_cast<sockaddr *>(static_cast<void *>(&address)), sizeof address) != 0)
        return "refused";
    static_cast<void>(::send(fd.get(), request.data(), request.size(), MSG_NOSIGNAL));
    std::string answer;
    char piece[4096];
    for (ssize_t got = 0; (got = ::recv(fd.get(), piece, sizeof piece, 0)) > 0;)
        answer.append(piece, static_cast<std::size_t>(got));
    return answer;
}

TEST(LoopbackListener, TakesTheAnswerThatKnowsTheState)
{
    auto listener = LoopbackListener::open();
    ASSERT_TRUE(listener.ok());
    std::vector<std::string> answers;
    std::thread browser([&answers, port = listener->port()] {
        for (const char *target : {"/favicon.ico", "/?code=evil", "/?state=wrong&code=evil", "/other?state=right&code=evil", "/?state=right&code=good%2B1"})
            answers.push_back(askLoopback(port, std::string("GET ") + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
    });
    const auto fields = listener->waitFor("/", "right", "<p>done</p>", {}, std::chrono::steady_clock::now() + std::chrono::seconds{5});
    browser.join();
    ASSERT_TRUE(fields.ok()) << fields.error().toString();
    EXPECT_EQ(fields->at("code"), "good+1");
    ASSERT_EQ(answers.size(), 5U);
    EXPECT_TRUE(answers[2].starts_with("HTTP/1.1 404"));
    EXPECT_TRUE(answers[4].starts_with("HTTP/1.1 200") && answers[4].ends_with("<p>done</p>")) << answers[4];
}

TEST(LoopbackListener, StopsAtOnce)
{
    auto listener = LoopbackListener::open();
    ASSERT_TRUE(listener.ok());
    StopSource stop;
    stop.requestStop();
    EXPECT_EQ(listener->waitFor("/", "x", "", stop.token(), std::chrono::steady_clock::now() + std::chrono::minutes{1}).error().kind, ErrorKind::Cancelled);
    EXPECT_EQ(listener->waitFor("/", "x", "", {}, std::chrono::steady_clock::now()).error().kind, ErrorKind::Timeout);
}

} // namespace
} // namespace tern::http
