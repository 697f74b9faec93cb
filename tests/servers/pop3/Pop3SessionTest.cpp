// SPDX-License-Identifier: GPL-3.0-or-later
// Our POP3 against a real Dovecot: every way in, every way to sign in that it offers, and mail out of the maildrop byte for byte.
#include "core/crypto/TrustStore.h"
#include "core/net/ProtocolTrace.h"
#include "core/net/imap/ImapSession.h"
#include "core/net/pop3/Pop3Session.h"
#include "tests/support/TestServers.h"

#include <gtest/gtest.h>

namespace tern::test {
namespace {

class Pop3Dovecot : public ::testing::Test {
protected:
    static void SetUpTestSuite() { s_servers = std::make_unique<TestServers>(TestServersOptions{.users = {"many@qq.test"}, .more = {"--oauth"}}); }
    static void TearDownTestSuite() { s_servers.reset(); }
    Pop3Dovecot()
    {
        EXPECT_TRUE(trust.addAuthorities(s_servers->caFile).ok());
        context.trust = &trust;
        context.trace = &trace;
    }

    Result<std::unique_ptr<pop3::Pop3Session>> connect(std::uint16_t port, Security security, SignInMethod method = SignInMethod::Automatic,
                                                       std::optional<std::string> password = {})
    {
        const ServerAccount &account = s_servers->account("many@qq.test");
        return pop3::Pop3Session::connect({{"localhost", port, security}, account.user, crypto::Secret(password.value_or(account.password)), method}, context);
    }

    void append(const std::vector<std::string> &messages)
    {
        const ServerAccount &account = s_servers->account("many@qq.test");
        imap::ImapConnectOptions options;
        options.endpoint = {"localhost", s_servers->imap.tls, Security::Tls};
        options.user = account.user;
        options.secret = crypto::Secret(account.password);
        auto session = imap::ImapSession::connect(options, context);
        ASSERT_TRUE(session.ok()) << session.error().toString();
        for (const std::string &message : messages) {
            imap::AppendRequest request;
            request.wireName = "INBOX";
            request.size = message.size();
            MemorySource source(message);
            auto appended = (*session)->append(request, source);
            ASSERT_TRUE(appended.ok()) << appended.error().toString();
        }
    }

    static inline std::unique_ptr<TestServers> s_servers;
    crypto::TrustStore trust{false};
    TraceRing trace;
    NetContext context;
};

TEST_F(Pop3Dovecot, LetsUsInByEveryDoorAndEveryWay)
{
    for (const auto &[port, security] : {std::pair{s_servers->pop3.tls, Security::Tls}, {s_servers->pop3.starttls, Security::StartTls}, {s_servers->pop3.plain, Security::Plain}}) {
        auto session = connect(port, security);
        ASSERT_TRUE(session.ok()) << securityName(security) << ": " << session.error().toString();
        EXPECT_TRUE((*session)->capabilities().pipelining && (*session)->capabilities().uidl && (*session)->capabilities().top);
        EXPECT_TRUE((*session)->quit().ok());
    }
    auto sasl = connect(s_servers->pop3.tls, Security::Tls);
    ASSERT_TRUE(sasl.ok());
    const std::vector<std::string> offered = (*sasl)->capabilities().sasl;
    int tried = 0;
    for (const auto &[mechanism, method] : {std::pair<std::string, SignInMethod>{"PLAIN", SignInMethod::Plain}, {"CRAM-MD5", SignInMethod::CramMd5},
                                            {"SCRAM-SHA-1", SignInMethod::ScramSha1}, {"SCRAM-SHA-256", SignInMethod::ScramSha256}}) {
        if (std::find(offered.begin(), offered.end(), mechanism) == offered.end())
            continue;
        ++tried;
        auto session = connect(s_servers->pop3.tls, Security::Tls, method);
        EXPECT_TRUE(session.ok()) << mechanism << ": " << session.error().toString();
        auto wrong = connect(s_servers->pop3.tls, Security::Tls, method, "not the password");
        ASSERT_FALSE(wrong.ok()) << mechanism;
        EXPECT_EQ(wrong.error().kind, ErrorKind::AuthenticationFailed) << mechanism << ": " << wrong.error().toString();
    }
    EXPECT_EQ(tried, 4);
    for (const auto &[token, isTrue] : {std::pair{"many@qq.test:access-1", true}, {"many@qq.test:nonsense", false}}) {
        auto session = connect(s_servers->pop3.tls, Security::Tls, SignInMethod::Bearer, token);
        EXPECT_EQ(session.ok(), isTrue) << token << (session ? "" : ": " + session.error().toString());
        if (!session) {
            EXPECT_EQ(session.error().kind, ErrorKind::AuthenticationFailed);
        }
    }
    EXPECT_TRUE(connect(s_servers->pop3.tls, Security::Tls, SignInMethod::Login).ok());
    for (const TraceLine &line : trace.snapshot()) {
        EXPECT_EQ(line.text.find(s_servers->account("many@qq.test").password), std::string::npos) << line.text;
        EXPECT_EQ(line.text.find("not the password"), std::string::npos) << line.text;
    }
}

TEST_F(Pop3Dovecot, GivesBackWhatWasPutInAndRemovesIt)
{
    std::vector<std::string> messages{"Subject: dots\r\n\r\n.\r\n..\r\n...\r\n.a\r\n", "Subject: none\r\n\r\n", "Subject: no end\r\n\r\nno line end"};
    std::string large = "Subject: large\r\n\r\n";
    for (int line = 0; line < 20'000; ++line)
        large += "." + std::string(70, 'x') + "\r\n";
    messages.push_back(large);
    append(messages);

    auto session = connect(s_servers->pop3.tls, Security::Tls);
    ASSERT_TRUE(session.ok()) << session.error().toString();
    auto entries = (*session)->identifiers();
    ASSERT_TRUE(entries.ok()) << entries.error().toString();
    ASSERT_EQ(entries->size(), messages.size());
    const auto sizes = (*session)->sizes();
    ASSERT_TRUE(sizes.ok());
    EXPECT_EQ(sizes->back().size, messages.back().size());
    std::vector<std::string> got;
    const auto take = [&](const pop3::MaildropEntry &, Result<QByteArray> message) -> Result<void> {
        got.push_back(message ? message->toStdString() : message.error().toString());
        return {};
    };
    ASSERT_TRUE((*session)->retrieve(*entries, take).ok());
    messages[2] += "\r\n";      // a message without an end of its last line can't be told apart [RFC 1939 §3]
    EXPECT_EQ(got, messages);
    got.clear();
    ASSERT_TRUE((*session)->headers(*entries, take).ok());
    EXPECT_EQ(got.front(), "Subject: dots\r\n\r\n");
    // Marked and reset: nothing goes. Marked and quit: these go.
    ASSERT_TRUE((*session)->remove(*entries, take).ok());
    ASSERT_TRUE((*session)->reset().ok());
    ASSERT_TRUE((*session)->remove(std::span(*entries).first(2), take).ok());
    ASSERT_TRUE((*session)->quit().ok());

    session = connect(s_servers->pop3.starttls, Security::StartTls);
    ASSERT_TRUE(session.ok());
    const auto left = (*session)->identifiers();
    ASSERT_TRUE(left.ok());
    ASSERT_EQ(left->size(), 2U);
    EXPECT_EQ((*left)[0].uidl, (*entries)[2].uidl);     // identifiers last from session to session
    ASSERT_TRUE((*session)->remove(*left, take).ok());
    ASSERT_TRUE((*session)->quit().ok());
}

} // namespace
} // namespace tern::test
